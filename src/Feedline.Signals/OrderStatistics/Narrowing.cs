using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Feedline.Signals;

/// <summary>The passes over memory that selection is made of.</summary>
internal static class Narrowing
{
    /// <summary>Fills the sample with values from all over.</summary>
    public static void Sample<T>(ReadOnlySpan<T> values, Span<T> sample)
        where T : unmanaged
    {
        // One draw per stretch, at a pseudo-random place in it: regular data must not line up with a fixed stride.
        int stretch = values.Length / sample.Length;
        uint random = 0x9E3779B9;
        for (int i = 0; i < sample.Length; i++)
        {
            random = random * 747796405 + 2891336453;
            sample[i] = values[i * stretch + (int)(((ulong)random * (uint)stretch) >> 32)];
        }
    }

    /// <summary>The k-th smallest of a few values and the one after it, by counting how many are smaller than each.</summary>
    public static T SelectByRank<TSimd, TVector, T>(ReadOnlySpan<T> values, int k, out T next)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T low = T.NegativeInfinity;
        T high = T.PositiveInfinity;
        foreach (T candidate in values)
        {
            // Most candidates are ruled out by what an earlier one told.
            if (candidate < low || candidate > high)
                continue;

            int less = CountLess<TSimd, TVector, T>(values, candidate);
            if (less > k)
            {
                high = candidate;
                continue;
            }

            int equal = Count<TSimd, TVector, T>(values, candidate).Equal;
            if (k >= less + equal)
            {
                low = candidate;
                continue;
            }

            bool isLastOfEqual = k + 1 == less + equal && k + 1 < values.Length;
            next = isLastOfEqual ? LeastAbove<TSimd, TVector, T>(values, candidate) : candidate;
            return candidate;
        }

        throw new System.Diagnostics.UnreachableException("Some value has rank k unless one is NaN.");
    }

    /// <summary>
    /// Copies the values within [low, high]; returns how many, and how many lie below. Returns -1 when there are more than
    /// fit; the destination needs room for four vectors beyond what it takes.
    /// </summary>
    public static int Copy<TSimd, TVector, T>(ReadOnlySpan<T> values, T low, T high, Span<T> destination, out int below)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T start = ref MemoryMarshal.GetReference(values);
        ref T to = ref MemoryMarshal.GetReference(destination);
        TVector lows = TSimd.Create(low);
        TVector highs = TSimd.Create(high);
        int room = destination.Length - 4 * TSimd.Count;
        int kept = 0;
        below = 0;
        int i = 0;
        for (; i <= values.Length - 4 * TSimd.Count; i += 4 * TSimd.Count)
        {
            if (kept > room)
                return -1;

            TVector a = TSimd.Load(ref start, (nuint)i);
            TVector b = TSimd.Load(ref start, (nuint)(i + TSimd.Count));
            TVector c = TSimd.Load(ref start, (nuint)(i + 2 * TSimd.Count));
            TVector d = TSimd.Load(ref start, (nuint)(i + 3 * TSimd.Count));
            below += BitOperations.PopCount(
                (ulong)TSimd.LessThan(a, lows) | (ulong)TSimd.LessThan(b, lows) << 16
                | (ulong)TSimd.LessThan(c, lows) << 32 | (ulong)TSimd.LessThan(d, lows) << 48);
            kept += TSimd.StoreWithin(a, lows, highs, ref to, (nuint)kept);
            kept += TSimd.StoreWithin(b, lows, highs, ref to, (nuint)kept);
            kept += TSimd.StoreWithin(c, lows, highs, ref to, (nuint)kept);
            kept += TSimd.StoreWithin(d, lows, highs, ref to, (nuint)kept);
        }

        // Fewer than four vectors are left, and there is room for four.
        if (kept > room)
            return -1;
        for (; i < values.Length; i++)
        {
            T x = values[i];
            below += x < low ? 1 : 0;
            destination[kept] = x;
            kept += x >= low && x <= high ? 1 : 0;
        }

        return kept;
    }

    /// <summary>Swaps the values within [low, high] to the front; returns how many, and how many lie below.</summary>
    public static int Keep<TSimd, TVector, T>(Span<T> values, T low, T high, out int below)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T start = ref MemoryMarshal.GetReference(values);
        TVector lows = TSimd.Create(low);
        TVector highs = TSimd.Create(high);
        int kept = 0;
        int less = 0;
        int i = 0;
        ulong all = ulong.MaxValue >> (64 - 4 * TSimd.Count);
        for (; i <= values.Length - 4 * TSimd.Count; i += 4 * TSimd.Count)
        {
            ulong lessHere = 0;
            ulong moreHere = 0;
            for (int part = 0; part < 4; part++)
            {
                TVector x = TSimd.Load(ref start, (nuint)(i + part * TSimd.Count));
                lessHere |= (ulong)TSimd.LessThan(x, lows) << (part * TSimd.Count);
                moreHere |= (ulong)TSimd.LessThan(highs, x) << (part * TSimd.Count);
            }

            less += BitOperations.PopCount(lessHere);
            for (ulong within = all & ~(lessHere | moreHere); within != 0; within &= within - 1)
                Swap(ref start, kept++, i + BitOperations.TrailingZeroCount(within));
        }

        for (; i < values.Length; i++)
        {
            T x = values[i];
            if (x < low)
                less++;
            else if (x <= high)
                Swap(ref start, kept++, i);
        }

        below = less;
        return kept;
    }

    /// <summary>How many values are less than and how many equal to the given one.</summary>
    public static (int Less, int Equal) Count<TSimd, TVector, T>(ReadOnlySpan<T> values, T value)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T start = ref MemoryMarshal.GetReference(values);
        TVector same = TSimd.Create(value);
        int less = 0;
        int more = 0;
        int i = 0;
        for (; i <= values.Length - TSimd.Count; i += TSimd.Count)
        {
            TVector x = TSimd.Load(ref start, (nuint)i);
            less += BitOperations.PopCount(TSimd.LessThan(x, same));
            more += BitOperations.PopCount(TSimd.LessThan(same, x));
        }

        for (; i < values.Length; i++)
        {
            less += values[i] < value ? 1 : 0;
            more += values[i] > value ? 1 : 0;
        }

        return (less, values.Length - less - more);
    }

    private static int CountLess<TSimd, TVector, T>(ReadOnlySpan<T> values, T value)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T start = ref MemoryMarshal.GetReference(values);
        TVector bound = TSimd.Create(value);
        int less = 0;
        int i = 0;
        for (; i <= values.Length - TSimd.Count; i += TSimd.Count)
            less += BitOperations.PopCount(TSimd.LessThan(TSimd.Load(ref start, (nuint)i), bound));
        for (; i < values.Length; i++)
            less += values[i] < value ? 1 : 0;
        return less;
    }

    /// <summary>The least value greater than the given one; +∞ when there is none.</summary>
    public static T LeastAbove<TSimd, TVector, T>(ReadOnlySpan<T> values, T value)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T start = ref MemoryMarshal.GetReference(values);
        TVector bound = TSimd.Create(value);
        TVector none = TSimd.Create(T.PositiveInfinity);
        TVector least = none;
        int i = 0;
        for (; i <= values.Length - TSimd.Count; i += TSimd.Count)
        {
            TVector x = TSimd.Load(ref start, (nuint)i);
            least = TSimd.Min(least, TSimd.WhereLess(bound, x, x, none));
        }

        T result = T.PositiveInfinity;
        for (int lane = 0; lane < TSimd.Count; lane++)
            result = T.Min(result, TSimd.Lane(least, lane));
        for (; i < values.Length; i++)
        {
            if (values[i] > value)
                result = T.Min(result, values[i]);
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Swap<T>(ref T start, int a, int b)
    {
        ref T first = ref Unsafe.Add(ref start, a);
        ref T second = ref Unsafe.Add(ref start, b);
        (first, second) = (second, first);
    }
}
