namespace Feedline.Reliability;

/// <summary>A constant failure rate, from how many failures were seen in how much time.</summary>
/// <remarks>Immutable, so any thread may read it.</remarks>
public sealed class ExponentialFit
{
    private ExponentialFit(long failures, double exposure, Estimate rate)
    {
        Failures = failures;
        Exposure = exposure;
        Rate = rate;
    }

    /// <summary>Failures seen.</summary>
    public long Failures { get; }

    /// <summary>Time watched, over all that was watched, such as node-days.</summary>
    public double Exposure { get; }

    /// <summary>Failures per unit of exposure, with its interval.</summary>
    public Estimate Rate { get; }

    /// <summary>Mean time to failure in the unit of the exposure; its ends are those of the rate turned over, +∞ where no failure was seen.</summary>
    public Estimate Mean => new(1 / Rate.Value, 1 / Rate.Upper, 1 / Rate.Lower, Rate.Confidence);

    /// <summary>Largest log likelihood: n ln(rate) − n; 0 without failures.</summary>
    public double LogLikelihood => Failures == 0 ? 0 : Failures * (Math.Log(Rate.Value) - 1);

    /// <summary>The rate of a count: n / T, between χ²(α/2; 2n) / 2T and χ²(1 − α/2; 2n + 2) / 2T.</summary>
    /// <param name="failures">Failures seen, at least 0. 0 gives a rate of 0 with an upper end.</param>
    /// <param name="exposure">Time watched, in any unit, above 0.</param>
    /// <param name="confidence">Of the interval, above 0 and below 1; 0.95 by default.</param>
    /// <returns>The fit.</returns>
    /// <remarks>
    /// The interval is exact for a watch of fixed length: it holds the true rate at least as often as stated (Garwood, Biometrika 28,
    /// 1936). It assumes that failures do not come in groups: see <see cref="CountSpread"/>. O(1).
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static ExponentialFit FromCount(long failures, double exposure, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(failures);
        Require.Positive(exposure);
        Require.Inside(confidence);
        double tail = (1 - confidence) / 2;
        double lower = failures == 0 ? 0 : ChiSquare.Quantile(tail, 2.0 * failures) / (2 * exposure);
        double upper = ChiSquare.Quantile(1 - tail, 2.0 * failures + 2) / (2 * exposure);
        return new ExponentialFit(failures, exposure, new Estimate(failures / exposure, lower, upper, confidence));
    }

    /// <summary>The rate of a list of times, censored ones included.</summary>
    /// <param name="lifetimes">The times, at least one of them a failure.</param>
    /// <param name="confidence">Of the interval, above 0 and below 1; 0.95 by default.</param>
    /// <returns>The fit of their count and sum. O(n).</returns>
    /// <exception cref="ArgumentException">There is no failure.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static ExponentialFit FromLifetimes(ReadOnlySpan<Lifetime> lifetimes, double confidence = 0.95)
    {
        Lifetime.ThrowIfBad(lifetimes, 1, nameof(lifetimes));
        long failures = 0;
        double exposure = 0;
        foreach (Lifetime lifetime in lifetimes)
        {
            failures += lifetime.IsFailure ? 1 : 0;
            exposure += lifetime.Duration;
        }

        return FromCount(failures, exposure, confidence);
    }

    /// <summary>The distribution with the fitted mean.</summary>
    /// <returns>The distribution, in the unit of the exposure.</returns>
    /// <exception cref="InvalidOperationException">No failure was seen.</exception>
    public ExponentialLifetime ToDistribution() => Failures > 0
        ? new ExponentialLifetime(Exposure / Failures)
        : throw new InvalidOperationException("Without a failure there is no mean.");
}
