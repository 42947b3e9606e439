using System.Numerics;

namespace Feedline.Signals;

/// <summary>The median: the middle value, or the mean of the two middle ones. Safe to call from many threads on different spans.</summary>
/// <remarks>
/// By selection, O(n) expected and O(n log n) at worst, 0 bytes allocated. An empty span gives NaN, one NaN among the
/// values gives NaN. Infinities order as usual; the mean of -∞ and +∞ is NaN. The unit is that of the values.
/// </remarks>
public static class Median
{
    /// <summary>Median of the values.</summary>
    /// <param name="values">Values in any order; reordered on return, none lost.</param>
    /// <returns>The median, or NaN when there are no values or one of them is NaN.</returns>
    public static double InPlace(Span<double> values) => InPlaceCore(values);

    /// <inheritdoc cref="InPlace(Span{double})"/>
    public static float InPlace(Span<float> values) => InPlaceCore(values);

    /// <summary>The same, sooner where it is known about where the median lies, as in a window that has moved on a little.</summary>
    /// <param name="values">Values in any order; they may be reordered, none is lost.</param>
    /// <param name="guess">About where the median lies. A wrong guess, or NaN, costs time and changes nothing else.</param>
    /// <param name="reach">How far off it may be. Best where some hundred values lie so near; below 0 or NaN it is as good as a wrong guess.</param>
    /// <returns>The median, or NaN when there are no values or one of them is NaN.</returns>
    public static double InPlace(Span<double> values, double guess, double reach) =>
        values.IsEmpty || NaNSearch.Any<double>(values) ? double.NaN
            : GuessedMedian.TryFind(values, guess, reach, out double median) ? median
            : OrderStatistic.At(values, (values.Length - 1) * 0.5);

    private static T InPlaceCore<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        values.IsEmpty || NaNSearch.Any<T>(values) ? T.NaN : OrderStatistic.At(values, (values.Length - 1) * 0.5);
}
