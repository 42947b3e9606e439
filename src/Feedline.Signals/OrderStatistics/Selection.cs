using System.Numerics;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>
/// The k-th smallest of a set of values without sorting them, by the idea of Floyd and Rivest (1975): a sample of the
/// values gives two bounds that very likely enclose the k-th, one vectorised pass keeps what lies between them, and so on.
/// Values may be reordered, none is lost.
/// </summary>
internal static class Selection
{
    // Up to here comparing every candidate with every value beats anything with branches.
    private const int RankLimit = 256;

    // Up to here what lies between the bounds fits on the stack.
    private const int StackLimit = 32768;

    // At most 32 KB of the stack for what lies between the bounds.
    private const int ScratchLimit = 4096;

    // At most 64 KB of the stack for a sample.
    private const int SampleLimit = 8192;

    /// <summary>The k-th smallest (from 0) of values that hold no NaN, and the one after it (itself for the last).</summary>
    public static T Select<T>(Span<T> values, int k, out T next)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            return Select<Simd512<T>, Vector512<T>, T>(values, k, out next);
        if (Vector256.IsHardwareAccelerated)
            return Select<Simd256<T>, Vector256<T>, T>(values, k, out next);
        return Select<Simd128<T>, Vector128<T>, T>(values, k, out next);
    }

    /// <summary>The same at a given vector width.</summary>
    internal static T Select<TSimd, TVector, T>(Span<T> values, int k, out T next)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (values.Length <= RankLimit)
            return Narrowing.SelectByRank<TSimd, TVector, T>(values, k, out next);

        (T low, T high) = Bounds<TSimd, TVector, T>(values, k);
        if (low == high && AmongTies<TSimd, TVector, T>(values, k, low, out next))
            return low;

        if (values.Length > StackLimit)
            return SelectInPlace<TSimd, TVector, T>(values, k, low, high, out next);

        Span<T> scratch = stackalloc T[Math.Min(values.Length / 2, ScratchLimit) + 4 * TSimd.Count];
        int kept = Narrowing.Copy<TSimd, TVector, T>(values, low, high, scratch, out int below);
        bool isEnclosed = kept >= 0 && k >= below && k < below + kept;
        if (!isEnclosed)
            return SelectInPlace<TSimd, TVector, T>(values, k, low, high, out next);

        T selected = Select<TSimd, TVector, T>(scratch[..kept], k - below, out next);
        if (k + 1 == below + kept && below + kept < values.Length)
            next = Narrowing.LeastAbove<TSimd, TVector, T>(values, high);
        return selected;
    }

    /// <summary>Narrows by swapping within the values: needs no room, and survives bounds that do not enclose the k-th.</summary>
    private static T SelectInPlace<TSimd, TVector, T>(Span<T> values, int k, T low, T high, out T next)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int kept = Narrowing.Keep<TSimd, TVector, T>(values, low, high, out int below);
        if (k < below)
        {
            high = T.BitDecrement(low);
            kept = Narrowing.Keep<TSimd, TVector, T>(values, T.NegativeInfinity, high, out below);
        }
        else if (k >= below + kept)
        {
            low = T.BitIncrement(high);
            high = T.PositiveInfinity;
            kept = Narrowing.Keep<TSimd, TVector, T>(values, low, high, out below);
        }

        T selected;
        if (kept > values.Length / 8 * 7)
        {
            // Bounds this bad mean data made to defeat the sampling: sorting keeps the worst case at n log n.
            values[..kept].Sort();
            selected = values[k - below];
            next = values[Math.Min(k - below + 1, kept - 1)];
        }
        else
        {
            selected = Select<TSimd, TVector, T>(values[..kept], k - below, out next);
        }

        if (k + 1 == below + kept && below + kept < values.Length)
            next = Narrowing.LeastAbove<TSimd, TVector, T>(values, high);
        return selected;
    }

    /// <summary>True when the k-th equals the given value, which many values do: moving them about would be the whole cost.</summary>
    private static bool AmongTies<TSimd, TVector, T>(ReadOnlySpan<T> values, int k, T tie, out T next)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int less, int equal) = Narrowing.Count<TSimd, TVector, T>(values, tie);
        next = tie;
        if (k == less + equal - 1 && k + 1 < values.Length)
            next = Narrowing.LeastAbove<TSimd, TVector, T>(values, tie);
        return k >= less && k < less + equal;
    }

    /// <summary>Two values that enclose the k-th smallest with high probability.</summary>
    private static (T Low, T High) Bounds<TSimd, TVector, T>(ReadOnlySpan<T> values, int k)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // A larger sample costs more itself but leaves fewer values between the bounds; n^(2/3) balances the two.
        double n = values.Length;
        int size = Math.Min((int)Math.Cbrt(4 * n * n), SampleLimit);
        Span<T> sample = stackalloc T[size];
        Narrowing.Sample(values, sample);

        double share = (k + 0.5) / n;
        double center = share * size;
        double margin = 2.2 * Math.Sqrt(size * share * (1 - share)) + 1;
        int lower = (int)(center - margin);
        int upper = (int)(center + margin);
        T low = center < margin ? T.NegativeInfinity : Select<TSimd, TVector, T>(sample, lower, out _);
        T high = upper >= size ? T.PositiveInfinity : Select<TSimd, TVector, T>(sample, upper, out _);
        return (low, high);
    }
}
