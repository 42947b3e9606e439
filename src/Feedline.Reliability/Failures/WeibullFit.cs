namespace Feedline.Reliability;

/// <summary>A Weibull distribution fitted to times, censored ones included, by maximum likelihood.</summary>
/// <remarks>Immutable, so any thread may read it.</remarks>
public sealed class WeibullFit
{
    private WeibullFit(Estimate shape, Estimate scale, double logLikelihood, double exponentialPValue)
    {
        Shape = shape;
        Scale = scale;
        LogLikelihood = logLikelihood;
        ExponentialPValue = exponentialPValue;
    }

    /// <summary>Shape k: below 1 failures come early, 1 is a constant rate, above 1 wear.</summary>
    public Estimate Shape { get; }

    /// <summary>Scale, in the unit of the times.</summary>
    public Estimate Scale { get; }

    /// <summary>Largest log likelihood.</summary>
    public double LogLikelihood { get; }

    /// <summary>
    /// How often times of a constant rate would look as far from one as these: the likelihood ratio against shape 1, χ² with one degree
    /// of freedom. Small means that the rate is not constant.
    /// </summary>
    public double ExponentialPValue { get; }

    /// <summary>Fits shape and scale.</summary>
    /// <param name="lifetimes">The times; at least two failures, of different lengths.</param>
    /// <param name="confidence">Of the intervals, above 0 and below 1; 0.95 by default.</param>
    /// <returns>The fit, with the intervals of the profile likelihood, one parameter at a time.</returns>
    /// <remarks>
    /// For a shape k the likeliest scale is (Σ tᵏ / n)^(1/k) over n failures and all times, so one unknown is left; its slope falls
    /// through 0 once (Lawless, "Statistical Models and Methods for Lifetime Data", 5.2). Shapes from 0.05 to 200. O(n) a step, some
    /// 20,000 steps.
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer than two failures, or all have the same length and nothing lasted longer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static WeibullFit FromLifetimes(ReadOnlySpan<Lifetime> lifetimes, double confidence = 0.95)
    {
        Lifetime.ThrowIfBad(lifetimes, 2, nameof(lifetimes));
        Require.Inside(confidence);
        var likelihood = new WeibullLikelihood(lifetimes);
        if (!likelihood.HasTop)
            throw new ArgumentException("Times that are all alike, or nearly, fit no shape.", nameof(lifetimes));

        double drop = ChiSquare.Quantile(confidence, 1) / 2;
        double shape = likelihood.BestShape();
        double top = likelihood.AtShape(shape);
        Estimate ofShape = new(
            shape,
            RootSearch.Rising(k => likelihood.AtShape(k) - top + drop, WeibullLikelihood.Flattest, shape),
            RootSearch.Falling(k => likelihood.AtShape(k) - top + drop, shape, WeibullLikelihood.Steepest),
            confidence);
        double logScale = likelihood.BestLogScale(shape);
        double reach = 1;
        while (reach < 600 && (likelihood.AtLogScale(logScale - reach) > top - drop || likelihood.AtLogScale(logScale + reach) > top - drop))
            reach *= 2;
        Estimate ofScale = new(
            likelihood.Unit * Math.Exp(logScale),
            likelihood.Unit * Math.Exp(RootSearch.Rising(s => likelihood.AtLogScale(s) - top + drop, logScale - reach, logScale)),
            likelihood.Unit * Math.Exp(RootSearch.Falling(s => likelihood.AtLogScale(s) - top + drop, logScale, logScale + reach)),
            confidence);
        return new WeibullFit(
            ofShape,
            ofScale,
            top - likelihood.Failures * Math.Log(likelihood.Unit),
            ChiSquare.UpperTail(Math.Max(0, 2 * (top - likelihood.AtShape(1))), 1));
    }

    /// <summary>The distribution with the fitted shape and scale.</summary>
    /// <returns>The distribution, in the unit of the times.</returns>
    public WeibullLifetime ToDistribution() => new(Shape.Value, Scale.Value);
}
