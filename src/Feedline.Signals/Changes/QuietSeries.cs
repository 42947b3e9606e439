using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>Takes off a series what is no change but looks like many: its unit, a season, single outliers.</summary>
internal static class QuietSeries
{
    private const int FewestForSeason = 24;
    private const double SureSeason = 1e-4;
    private const int FewestCycles = 4;
    private const int Reach = 2;
    private const double FarOut = 6;

    /// <summary>Brings the values to median 0 and largest magnitude 1; they are not all equal.</summary>
    public static void Standardise(Span<double> values)
    {
        double median = Median.InPlace(values.ToArray());
        TensorPrimitives.Subtract(values, median, values);
        TensorPrimitives.Divide(values, Math.Abs(TensorPrimitives.MaxMagnitude<double>(values)), values);
    }

    public static void TakeOffSeason(Span<double> values)
    {
        if (values.Length < FewestForSeason)
            return;
        PeriodEstimate period = new PeriodDetector(values.Length).Detect(values);
        if (!(period.PValue < SureSeason) || period.Period > values.Length / (double)FewestCycles)
            return;

        double[] trend = new double[values.Length], season = new double[values.Length], residual = new double[values.Length];
        new SeasonalDecomposition(values.Length, period.Period).Split(values, trend, season, residual);
        TensorPrimitives.Subtract(values, season, values);
    }

    /// <summary>Puts values that are far from the median of five on it.</summary>
    public static void TakeOffOutliers(Span<double> values)
    {
        const int Width = 2 * Reach + 1;
        double[] medians = new double[values.Length];
        double[] apart = new double[values.Length];
        List<double> sizes = new(values.Length);
        Span<double> around = stackalloc double[Width];
        for (int i = 0; i < values.Length; i++)
        {
            values.Slice(Math.Clamp(i - Reach, 0, values.Length - Width), Width).CopyTo(around);
            medians[i] = Median.InPlace(around);
            apart[i] = Math.Abs(values[i] - medians[i]);
            if (apart[i] > 0)
                sizes.Add(apart[i]);
        }

        // Of the deviations there are: where most values repeat, more than half are 0.
        if (sizes.Count == 0)
            return;
        double far = FarOut * MedianAbsoluteDeviation.NormalScale * Median.InPlace(sizes.ToArray());
        for (int i = 0; i < values.Length; i++)
        {
            if (apart[i] > far)
                values[i] = medians[i];
        }
    }

    /// <summary>Means of blocks of equal length; a rest at the end belongs to the last.</summary>
    public static double[] BlockMeans(ReadOnlySpan<double> values, int block)
    {
        double[] means = new double[values.Length / block];
        for (int b = 0; b < means.Length; b++)
        {
            ReadOnlySpan<double> part = b == means.Length - 1 ? values[(b * block)..] : values.Slice(b * block, block);
            means[b] = TensorPrimitives.Sum(part) / part.Length;
        }

        return means;
    }
}
