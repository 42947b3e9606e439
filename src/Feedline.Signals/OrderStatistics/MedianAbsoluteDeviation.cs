using System.Numerics;

namespace Feedline.Signals;

/// <summary>The median absolute deviation from the median (MAD), a spread that half of the values cannot spoil.</summary>
/// <remarks>
/// <para>median(|x - median(x)|), unscaled; times <see cref="NormalScale"/> it estimates a normal standard deviation. It is 0
/// when more than half of the values are equal, which quantised data often are: give a divisor a floor. Source: Hampel,
/// "The Influence Curve and Its Role in Robust Estimation", JASA 69 (1974).</para>
/// <para>Two selections, O(n) expected and O(n log n) at worst, 0 bytes allocated. An empty span gives NaN, one NaN among the
/// values gives NaN. A value equal to the median deviates by 0, also when both are infinite. The unit is that of the
/// values. Safe to call from many threads on different spans.</para>
/// </remarks>
public static class MedianAbsoluteDeviation
{
    /// <summary>Makes a MAD comparable with a standard deviation: 1 / Φ⁻¹(3/4), to the customary four decimals.</summary>
    public const double NormalScale = 1.4826;

    /// <summary>MAD and median of the values.</summary>
    /// <param name="values">Values in any order; overwritten by their deviations.</param>
    /// <param name="median">The median, or NaN when there are no values or one of them is NaN.</param>
    /// <returns>The unscaled MAD, or NaN when the median is NaN.</returns>
    public static double InPlace(Span<double> values, out double median)
    {
        median = Median.InPlace(values);
        return OfDeviations(values, median);
    }

    /// <inheritdoc cref="InPlace(Span{double}, out double)"/>
    public static float InPlace(Span<float> values, out float median)
    {
        median = Median.InPlace(values);
        return OfDeviations(values, median);
    }

    private static T OfDeviations<T>(Span<T> values, T median)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (T.IsNaN(median))
            return T.NaN;

        Deviations.InPlace(values, median);
        return OrderStatistic.At(values, (values.Length - 1) * 0.5);
    }
}
