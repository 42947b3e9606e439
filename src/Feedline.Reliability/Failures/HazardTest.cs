namespace Feedline.Reliability;

/// <summary>Whether a distribution fits times, censored ones included: failures seen against failures expected, in bins of time.</summary>
/// <param name="Statistic">χ²: Σ (seen − expected)² / expected.</param>
/// <param name="DegreesOfFreedom">Bins less fitted parameters.</param>
/// <param name="PValue">How often times of the distribution would look as far from it. Small means that it does not fit.</param>
public readonly record struct HazardTest(double Statistic, int DegreesOfFreedom, double PValue)
{
    /// <summary>Tests a distribution.</summary>
    /// <param name="lifetimes">The times; at least five failures for each bin.</param>
    /// <param name="distribution">The distribution, in the unit of the times.</param>
    /// <param name="fittedParameters">How many of its parameters were fitted to these times: 1 exponential, 2 Weibull, 0 if none.</param>
    /// <param name="bins">Bins of time with about as many expected failures in each; more than the parameters. 10 by default.</param>
    /// <returns>The test.</returns>
    /// <remarks>
    /// A time t adds H(min(t, end)) − H(min(t, start)) to what is expected in a bin, H = −ln S: a censored time counts as long as it was
    /// watched (Akritas, "Pearson-type goodness-of-fit tests", JASA 83, 1988). O(n × bins).
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="distribution"/> is null.</exception>
    /// <exception cref="ArgumentException">There are too few failures, or the distribution holds some of the times for impossible.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static HazardTest Of(ReadOnlySpan<Lifetime> lifetimes, LifetimeDistribution distribution, int fittedParameters, int bins = 10)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        ArgumentOutOfRangeException.ThrowIfNegative(fittedParameters);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(bins, fittedParameters);
        Lifetime.ThrowIfBad(lifetimes, 5 * bins, nameof(lifetimes));

        // Edges at quantiles of all times: then bins hold comparable numbers whatever the distribution under test.
        double[] sorted = [.. lifetimes.ToArray().Where(lifetime => lifetime.IsFailure).Select(lifetime => lifetime.Duration).Order()];
        double statistic = 0;
        int used = 0;
        double start = 0;
        for (int bin = 1; bin <= bins; bin++)
        {
            double end = bin == bins ? double.PositiveInfinity : sorted[(int)((long)bin * sorted.Length / bins)];
            if (end <= start)
                continue;

            double seen = 0, expected = 0;
            foreach (Lifetime lifetime in lifetimes)
            {
                if (lifetime.Duration <= start)
                    continue;

                seen += lifetime.IsFailure && lifetime.Duration <= end ? 1 : 0;
                expected += Math.Log(distribution.Survival(start) / distribution.Survival(Math.Min(lifetime.Duration, end)));
            }

            if (!(expected > 0 && double.IsFinite(expected)))
                throw new ArgumentException("The distribution gives some of the times no chance at all.", nameof(distribution));

            statistic += (seen - expected) * (seen - expected) / expected;
            used++;
            start = end;
        }

        int degrees = Math.Max(1, used - fittedParameters);
        return new HazardTest(statistic, degrees, ChiSquare.UpperTail(statistic, degrees));
    }
}
