using System.Collections.Immutable;

namespace Feedline.Reliability;

/// <summary>How long things last, of no assumed form: Kaplan–Meier's survival and Nelson–Aalen's cumulative hazard, with censored times.</summary>
/// <remarks>Immutable, so any thread may read it.</remarks>
public sealed class SurvivalCurve
{
    private SurvivalCurve(ImmutableArray<SurvivalStep> steps, double longest, double meanTime, double confidence)
    {
        Steps = steps;
        Longest = longest;
        MeanTime = meanTime;
        Confidence = confidence;
    }

    /// <summary>The steps, in ascending order of time.</summary>
    public ImmutableArray<SurvivalStep> Steps { get; }

    /// <summary>The longest time, censored or not: the curve says nothing beyond it.</summary>
    public double Longest { get; }

    /// <summary>Confidence of the intervals.</summary>
    public double Confidence { get; }

    /// <summary>Time watched for each failure: the mean if the rate were constant.</summary>
    internal double MeanTime { get; }

    /// <summary>Estimates the curve.</summary>
    /// <param name="lifetimes">The times, at least one of them a failure.</param>
    /// <param name="confidence">Of the pointwise intervals, above 0 and below 1; 0.95 by default.</param>
    /// <returns>The curve.</returns>
    /// <remarks>
    /// S = Π (1 − d/n), variance of ln S by Greenwood, Σ d / n(n − d), and the interval on ln(−ln S), so that it stays in [0, 1]. H = Σ d/n,
    /// variance Σ d/n², interval on ln H (Klein and Moeschberger, "Survival Analysis", 4.2 to 4.3). A censored time counts as at risk at
    /// its own time. Where the last one fails S is 0, and its interval reaches up to that of the step before. O(n log n).
    /// </remarks>
    /// <exception cref="ArgumentException">There is no failure.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static SurvivalCurve FromLifetimes(ReadOnlySpan<Lifetime> lifetimes, double confidence = 0.95)
    {
        Lifetime.ThrowIfBad(lifetimes, 1, nameof(lifetimes));
        Require.Inside(confidence);
        double z = NormalDistribution.Quantile((1 + confidence) / 2);
        Lifetime[] sorted = lifetimes.ToArray();
        Array.Sort(sorted, static (left, right) => left.Duration.CompareTo(right.Duration));
        ImmutableArray<SurvivalStep>.Builder steps = ImmutableArray.CreateBuilder<SurvivalStep>();
        double survival = 1, greenwood = 0, hazard = 0, hazardVariance = 0, total = 0;
        int failures = 0;
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            int died = 0;
            for (to = from; to < sorted.Length && sorted[to].Duration == sorted[from].Duration; to++)
            {
                died += sorted[to].IsFailure ? 1 : 0;
                total += sorted[to].Duration;
            }

            if (died == 0)
                continue;

            double atRisk = sorted.Length - from;
            failures += died;
            survival *= 1 - died / atRisk;
            greenwood += died < atRisk ? died / (atRisk * (atRisk - died)) : 0;
            hazard += died / atRisk;
            hazardVariance += died / (atRisk * atRisk);
            double spread = Math.Exp(z * Math.Sqrt(hazardVariance) / hazard);
            steps.Add(new SurvivalStep(
                sorted[from].Duration,
                (int)atRisk,
                died,
                died < atRisk
                    ? Interval(survival, z * Math.Sqrt(greenwood), confidence)
                    : new Estimate(0, 0, steps.Count > 0 ? steps[^1].Survival.Upper : 1, confidence),
                new Estimate(hazard, hazard / spread, hazard * spread, confidence)));
        }

        return new SurvivalCurve(steps.ToImmutable(), sorted[^1].Duration, total / failures, confidence);
    }

    /// <summary>The share that lasts longer than a time.</summary>
    /// <param name="time">At least 0.</param>
    /// <returns>The share with its interval: 1 before the first failure; beyond <see cref="Longest"/> what held there.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative or not finite.</exception>
    public Estimate Survival(double time)
    {
        int step = StepAt(Require.NotNegative(time));
        return step < 0 ? new Estimate(1, 1, 1, Confidence) : Steps[step].Survival;
    }

    /// <summary>The time that a share does not outlast.</summary>
    /// <param name="probability">The share, above 0 and below 1; 0.5 for the median.</param>
    /// <returns>The time and its interval (Brookmeyer and Crowley, 1982); +∞ where the curve was not watched so long.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is out of range.</exception>
    public Estimate Quantile(double probability)
    {
        double left = 1 - Require.Inside(probability);
        return new Estimate(
            First(step => step.Survival.Value <= left),
            First(step => step.Survival.Lower <= left),
            First(step => step.Survival.Upper <= left),
            Confidence);
    }

    private double First(Func<SurvivalStep, bool> isReached)
    {
        foreach (SurvivalStep step in Steps)
        {
            if (isReached(step))
                return step.Time;
        }

        return double.PositiveInfinity;
    }

    /// <summary>Index of the last step at or before a time; -1 before the first.</summary>
    private int StepAt(double time)
    {
        int low = -1, high = Steps.Length;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (Steps[middle].Time <= time)
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    private static Estimate Interval(double survival, double reach, double confidence)
    {
        double power = Math.Exp(reach / Math.Abs(Math.Log(survival)));
        return new Estimate(survival, Math.Pow(survival, power), Math.Pow(survival, 1 / power), confidence);
    }
}
