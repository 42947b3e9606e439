using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Insertion into and removal from a short sorted run that is padded with +∞ to whole vectors, without branches on data.</summary>
internal static class SortedBlock
{
    // Runs up to this many vectors are shifted as a whole: a few wasted stores cost less than a mispredicted loop end.
    private const int ShiftedAsWhole = 8;

    /// <summary>How many values of the run are less than x.</summary>
    public static int CountLess(ref double run, int capacity, double x)
    {
        if (Vector512.IsHardwareAccelerated)
            return CountLess<Simd512<double>, Vector512<double>>(ref run, capacity, x);
        if (Vector256.IsHardwareAccelerated)
            return CountLess<Simd256<double>, Vector256<double>>(ref run, capacity, x);
        return CountLess<Simd128<double>, Vector128<double>>(ref run, capacity, x);
    }

    /// <summary>Puts x at a place and moves what follows back by one; the last value, +∞, falls off.</summary>
    public static void Insert(ref double run, int capacity, int place, double x)
    {
        if (Vector512.IsHardwareAccelerated)
            Insert<Simd512<double>, Vector512<double>>(ref run, capacity, place, x);
        else if (Vector256.IsHardwareAccelerated)
            Insert<Simd256<double>, Vector256<double>>(ref run, capacity, place, x);
        else
            Insert<Simd128<double>, Vector128<double>>(ref run, capacity, place, x);
    }

    /// <summary>Takes out the value at a place and moves what follows forward by one; +∞ fills the end.</summary>
    public static void Remove(ref double run, int capacity, int place)
    {
        if (Vector512.IsHardwareAccelerated)
            Remove<Simd512<double>, Vector512<double>>(ref run, capacity, place);
        else if (Vector256.IsHardwareAccelerated)
            Remove<Simd256<double>, Vector256<double>>(ref run, capacity, place);
        else
            Remove<Simd128<double>, Vector128<double>>(ref run, capacity, place);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountLess<TSimd, TVector>(ref double run, int capacity, double x)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        TVector bound = TSimd.Create(x);
        int less = 0;
        for (int i = 0; i < capacity; i += TSimd.Count)
            less += BitOperations.PopCount(TSimd.LessThan(TSimd.Load(ref run, (nuint)i), bound));
        return less;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Insert<TSimd, TVector>(ref double run, int capacity, int place, double x)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        TVector inserted = TSimd.Create(x);
        TVector at = TSimd.Create(place);
        TVector after = TSimd.Create(place + 1);
        int start = capacity <= ShiftedAsWhole * TSimd.Count ? 0 : place / TSimd.Count * TSimd.Count;

        // Shifted in registers: an unaligned load across two fresh stores would have to wait for both.
        TVector before = inserted;
        for (int i = start; i < capacity; i += TSimd.Count)
        {
            TVector index = TSimd.Add(TSimd.Indices, TSimd.Create(i));
            TVector here = TSimd.Load(ref run, (nuint)i);
            TVector moved = TSimd.WhereLess(index, after, inserted, TSimd.LastThen(before, here));
            TSimd.Store(TSimd.WhereLess(index, at, here, moved), ref run, (nuint)i);
            before = here;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Remove<TSimd, TVector>(ref double run, int capacity, int place)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        TVector at = TSimd.Create(place);
        TVector padding = TSimd.Create(double.PositiveInfinity);
        int stop = capacity <= ShiftedAsWhole * TSimd.Count ? 0 : place / TSimd.Count * TSimd.Count;
        TVector behind = padding;
        for (int i = capacity - TSimd.Count; i >= stop; i -= TSimd.Count)
        {
            TVector index = TSimd.Add(TSimd.Indices, TSimd.Create(i));
            TVector here = TSimd.Load(ref run, (nuint)i);
            TSimd.Store(TSimd.WhereLess(index, at, here, TSimd.ThenFirst(here, behind)), ref run, (nuint)i);
            behind = here;
        }
    }
}
