using System.Numerics;

namespace Feedline.Signals;

/// <summary>The rare summaries that plain sums cannot give: a NaN, an infinity, or values so large that squares overflow.</summary>
internal static class SummaryFallback
{
    // 2⁻⁶⁰⁰ brings the square of any double into range; what it pushes below range cannot matter beside what overflowed.
    private static readonly double Down = Math.ScaleB(1, -600);
    private static readonly double Up = Math.ScaleB(1, 600);

    public static SummaryStatistics Of<T>(ReadOnlySpan<T> values, double min, double max, long above)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (NaNSearch.Any(values))
            return new SummaryStatistics(values.Length, double.NaN, double.NaN, double.NaN, double.NaN, above);

        if (double.IsInfinity(min) || double.IsInfinity(max))
        {
            // The sum of the two ends is the infinity that wins, or NaN when both are there.
            double mean = double.IsFinite(min) ? max : double.IsFinite(max) ? min : min + max;
            return new SummaryStatistics(values.Length, mean, double.NaN, min, max, above);
        }

        return Scaled(values, min, max, above);
    }

    private static SummaryStatistics Scaled<T>(ReadOnlySpan<T> values, double min, double max, long above)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double x = double.CreateTruncating(values[i]) * Down;
            double apart = x - mean;
            mean += apart / (i + 1);
            squares += apart * (x - mean);
        }

        return new SummaryStatistics(values.Length, Math.Clamp(mean * Up, min, max), squares * Up * Up, min, max, above);
    }
}
