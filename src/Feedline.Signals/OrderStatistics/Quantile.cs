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
    // A selection takes 1 to 3 ns per value, a sort 50 to 70.
    private const int SelectionsWorthASort = 32;

    /// <summary>The q-quantile of the values.</summary>
    /// <param name="values">Values in any order; reordered on return, none lost.</param>
    /// <param name="q">Share of the values at or below the result, in [0, 1]; 0 is the minimum, 0.5 the median, 1 the maximum.</param>
    /// <returns>The quantile, or NaN when there are no values or one of them is NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="q"/> is outside [0, 1] or NaN.</exception>
    public static double InPlace(Span<double> values, double q) => InPlaceCore(values, q);

    /// <inheritdoc cref="InPlace(Span{double}, double)"/>
    public static float InPlace(Span<float> values, double q) => InPlaceCore(values, q);

    /// <summary>Several quantiles of the same values.</summary>
    /// <param name="values">Values in any order; reordered on return, none lost.</param>
    /// <param name="levels">Levels in [0, 1], in any order.</param>
    /// <param name="results">The quantile of each level, at the same index; NaN when there are no values or one of them is NaN.</param>
    /// <remarks>Each level costs a selection, until sorting once is cheaper.</remarks>
    /// <exception cref="ArgumentException"><paramref name="results"/> has not the length of <paramref name="levels"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One of <paramref name="levels"/> is outside [0, 1] or NaN.</exception>
    public static void InPlace(Span<double> values, ReadOnlySpan<double> levels, Span<double> results) =>
        InPlaceCore(values, levels, results);

    /// <inheritdoc cref="InPlace(Span{double}, ReadOnlySpan{double}, Span{double})"/>
    public static void InPlace(Span<float> values, ReadOnlySpan<double> levels, Span<float> results) =>
        InPlaceCore(values, levels, results);

    private static T InPlaceCore<T>(Span<T> values, double q)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfNoLevel(q, nameof(q));
        return values.IsEmpty || NaNSearch.Any<T>(values) ? T.NaN : OrderStatistic.At(values, q * (values.Length - 1));
    }

    private static void InPlaceCore<T>(Span<T> values, ReadOnlySpan<double> levels, Span<T> results)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (levels.Length != results.Length)
            throw new ArgumentException("There must be as many results as levels.", nameof(results));

        foreach (double level in levels)
            ThrowIfNoLevel(level, nameof(levels));

        if (values.IsEmpty || NaNSearch.Any<T>(values))
        {
            results.Fill(T.NaN);
            return;
        }

        bool isSorted = levels.Length > SelectionsWorthASort;
        if (isSorted)
            values.Sort();

        for (int i = 0; i < levels.Length; i++)
        {
            double position = levels[i] * (values.Length - 1);
            results[i] = isSorted ? OrderStatistic.AtSorted<T>(values, position) : OrderStatistic.At(values, position);
        }
    }

    private static void ThrowIfNoLevel(double level, string parameter)
    {
        // Written so that NaN fails too.
        if (!(level >= 0 && level <= 1))
            throw new ArgumentOutOfRangeException(parameter, level, "A quantile's level lies between 0 and 1.");
    }
}
