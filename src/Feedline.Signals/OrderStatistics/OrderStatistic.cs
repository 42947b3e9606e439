using System.Numerics;

namespace Feedline.Signals;

/// <summary>Interpolated order statistics of values that hold no NaN.</summary>
internal static class OrderStatistic
{
    /// <summary>The value at a fractional position of the sorted values; the position lies in [0, n - 1].</summary>
    public static T At<T>(Span<T> values, double position)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int below = (int)position;
        T low = Selection.Select(values, below, out T high);
        double fraction = position - below;
        return fraction > 0 ? Between(low, high, T.CreateTruncating(fraction)) : low;
    }

    /// <summary>The same of values in ascending order.</summary>
    public static T AtSorted<T>(ReadOnlySpan<T> values, double position)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int below = (int)position;
        double fraction = position - below;
        return fraction > 0 ? Between(values[below], values[below + 1], T.CreateTruncating(fraction)) : values[below];
    }

    /// <summary>A point between two ordered values, never outside them.</summary>
    public static T Between<T>(T low, T high, T fraction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (low == high)
            return low;

        T half = T.CreateTruncating(0.5);
        T rise = high - low;
        if (T.IsFinite(rise))
            return fraction == half ? Middle(low, high) : T.Min(low + fraction * rise, high);

        // Weighing first keeps an infinite end from meeting itself, and two huge ends from overflowing.
        return (T.One - fraction) * low + fraction * high;
    }

    private static T Middle<T>(T low, T high)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T half = T.CreateTruncating(0.5);
        T sum = low + high;
        return T.IsFinite(sum) ? sum * half : low * half + high * half;
    }
}
