namespace Feedline.Signals;

/// <summary>Count, centre, spread and extremes of a set of values; two of them add up to that of the union.</summary>
public readonly record struct SummaryStatistics
{
    internal SummaryStatistics(long count, double mean, double squaredDeviations, double min, double max, long above)
    {
        Count = count;
        Mean = mean;
        SquaredDeviations = squaredDeviations;
        Min = min;
        Max = max;
        AboveCount = above;
    }

    /// <summary>The summary of nothing: counts 0, all else NaN.</summary>
    public static SummaryStatistics Empty { get; } = new(0, double.NaN, double.NaN, double.NaN, double.NaN, 0);

    /// <summary>How many values there are, NaN included.</summary>
    public long Count { get; }

    /// <summary>Arithmetic mean, in the values' unit.</summary>
    public double Mean { get; }

    /// <summary>Σ(x - mean)², in the values' unit squared.</summary>
    public double SquaredDeviations { get; }

    /// <summary>Least value.</summary>
    public double Min { get; }

    /// <summary>Greatest value.</summary>
    public double Max { get; }

    /// <summary>How many values lie strictly above the threshold; NaN does not.</summary>
    public long AboveCount { get; }

    /// <summary>Population variance, Σ(x - mean)² / n; NaN when there are no values, 0 for one finite value.</summary>
    public double Variance => SquaredDeviations / Count;

    /// <summary>Sample variance, Σ(x - mean)² / (n - 1); NaN for fewer than two values.</summary>
    public double SampleVariance => Count < 2 ? double.NaN : SquaredDeviations / (Count - 1);

    /// <summary>Square root of the population variance, in the values' unit.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>The summary of both sets together, as if computed at once; thresholds are assumed to agree.</summary>
    /// <param name="other">The summary of the other set.</param>
    /// <remarks>Chan, Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances" (1979).</remarks>
    public SummaryStatistics Merge(SummaryStatistics other)
    {
        if (Count == 0)
            return other;
        if (other.Count == 0)
            return this;

        long count = Count + other.Count;
        double share = (double)other.Count / count;
        double apart = other.Mean - Mean;

        // An infinite mean must stay one: ∞ + (x - ∞) would be NaN.
        double mean = double.IsFinite(apart) ? Mean + apart * share : Mean * (1 - share) + other.Mean * share;
        double squares = SquaredDeviations + other.SquaredDeviations + apart * apart * share * Count;
        return new SummaryStatistics(
            count, mean, squares, Math.Min(Min, other.Min), Math.Max(Max, other.Max), AboveCount + other.AboveCount);
    }
}
