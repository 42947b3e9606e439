using System.Numerics;

namespace Feedline.Signals;

/// <summary>A quantile with linear interpolation between order statistics. Safe to call from many threads on different spans.</summary>
/// <remarks>
/// <para>With x sorted ascending and h = q (n - 1): x[⌊h⌋] + (h - ⌊h⌋)(x[⌊h⌋ + 1] - x[⌊h⌋]). This is type 7 of Hyndman and
/// Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996), the default of R and NumPy.</para>
/// <para>By selection, O(n) expected and O(n log n) at worst, 0 bytes allocated. An empty span gives NaN, one NaN among the
/// values gives NaN. Infinities order as usual; a point between -∞ and +∞ is NaN. The unit is that of the values.</para>
/// </remarks>
public static class Quantile
{
    /// <summary>The q-quantile of the values.</summary>
    /// <param name="values">Values in any order; reordered on return, none lost.</param>
    /// <param name="q">Share of the values at or below the result, in [0, 1]; 0 is the minimum, 0.5 the median, 1 the maximum.</param>
    /// <returns>The quantile, or NaN when there are no values or one of them is NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="q"/> is outside [0, 1] or NaN.</exception>
    public static double InPlace(Span<double> values, double q) => InPlaceCore(values, q);

    /// <inheritdoc cref="InPlace(Span{double}, double)"/>
    public static float InPlace(Span<float> values, double q) => InPlaceCore(values, q);

    private static T InPlaceCore<T>(Span<T> values, double q)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Written so that NaN fails too.
        if (!(q >= 0 && q <= 1))
            throw new ArgumentOutOfRangeException(nameof(q), q, "A quantile's level lies between 0 and 1.");

        return values.IsEmpty || Selection.HasNaN<T>(values) ? T.NaN : OrderStatistic.At(values, q * (values.Length - 1));
    }
}
