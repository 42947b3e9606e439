using System.Collections.Immutable;

namespace Feedline.Reliability;

/// <summary>The distribution of times that were seen, without a formula; beyond the longest, the mean rate goes on.</summary>
public sealed class EmpiricalLifetime : LifetimeDistribution
{
    private readonly ImmutableArray<SurvivalStep> _steps;
    private readonly double _longest;
    private readonly double _tailMean;

    /// <summary>Creates the distribution of a survival curve.</summary>
    /// <param name="curve">The curve.</param>
    /// <remarks>What outlasts the longest time watched fails at the rate of all failures over all time watched.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="curve"/> is null.</exception>
    public EmpiricalLifetime(SurvivalCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        _steps = curve.Steps;
        _longest = curve.Longest;
        _tailMean = curve.MeanTime;
        double mean = _steps[0].Time;
        for (int i = 0; i < _steps.Length; i++)
            mean += _steps[i].Survival.Value * ((i + 1 < _steps.Length ? _steps[i + 1].Time : _longest) - _steps[i].Time);
        Mean = mean + _steps[^1].Survival.Value * _tailMean;
    }

    /// <summary>Area under the curve and its tail.</summary>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Survival(double time)
    {
        int last = Search(static (step, when) => step.Time > when, time) - 1;
        double survival = last < 0 ? 1 : _steps[last].Survival.Value;
        return time > _longest ? survival * Math.Exp((_longest - time) / _tailMean) : survival;
    }

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        double left = 1 - probability;
        double last = _steps[^1].Survival.Value;
        return left < last
            ? _longest - _tailMean * Math.Log(left / last)
            : _steps[Math.Min(_steps.Length - 1, Search(static (step, share) => step.Survival.Value <= share, left))].Time;
    }

    /// <summary>The first step for which something holds, as it does for all that follow.</summary>
    private int Search(Func<SurvivalStep, double, bool> holds, double value)
    {
        int low = -1, high = _steps.Length;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (holds(_steps[middle], value))
                high = middle;
            else
                low = middle;
        }

        return high;
    }
}
