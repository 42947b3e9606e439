using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Values in ascending order, padded with +∞ to whole vectors.</summary>
internal static class SortedRun
{
    /// <summary>Takes out one value and puts in another, each only if it lies between the bounds. NaN does not.</summary>
    /// <remarks>
    /// What is not less than the leaving value gives way to its successor, and then every place takes the middle one of its
    /// value, the value before and the new one: that is removal and insertion, without knowing where.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Replace(ref double run, int length, double gone, double added, double low, double high)
    {
        if (Vector512.IsHardwareAccelerated)
            Replace<Simd512<double>, Vector512<double>>(ref run, length, gone, added, low, high);
        else if (Vector256.IsHardwareAccelerated)
            Replace<Simd256<double>, Vector256<double>>(ref run, length, gone, added, low, high);
        else
            Replace<Simd128<double>, Vector128<double>>(ref run, length, gone, added, low, high);
    }

    /// <summary>Puts in a value; the last place, which must be padding, is lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Insert<TSimd, TVector>(ref double run, int length, double added)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        TVector coming = TSimd.Create(added);
        TVector before = TSimd.Create(double.NegativeInfinity);
        for (int i = 0; i < length; i += TSimd.Count)
        {
            TVector here = TSimd.Load(ref run, (nuint)i);
            TSimd.Store(TSimd.Max(TSimd.LastThen(before, here), TSimd.Min(here, coming)), ref run, (nuint)i);
            before = here;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Replace<TSimd, TVector>(ref double run, int length, double gone, double added, double low, double high)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        // There is no +∞ between bounds: to take it out or put it in changes nothing.
        TVector padding = TSimd.Create(double.PositiveInfinity);
        TVector lows = TSimd.Create(low);
        TVector highs = TSimd.Create(high);
        TVector leaving = TSimd.Create(gone);
        TVector coming = TSimd.Create(added);
        leaving = TSimd.WhereLess(lows, leaving, TSimd.WhereLess(leaving, highs, leaving, padding), padding);
        coming = TSimd.WhereLess(lows, coming, TSimd.WhereLess(coming, highs, coming, padding), padding);
        TVector before = TSimd.Create(double.NegativeInfinity);
        TVector here = TSimd.Load(ref run, 0);
        for (int i = TSimd.Count; i < length; i += TSimd.Count)
        {
            TVector next = TSimd.Load(ref run, (nuint)i);
            TVector left = TSimd.WhereLess(here, leaving, here, TSimd.ThenFirst(here, next));
            TSimd.Store(TSimd.Max(TSimd.LastThen(before, left), TSimd.Min(left, coming)), ref run, (nuint)(i - TSimd.Count));
            before = left;
            here = next;
        }

        TVector last = TSimd.WhereLess(here, leaving, here, TSimd.ThenFirst(here, padding));
        TSimd.Store(TSimd.Max(TSimd.LastThen(before, last), TSimd.Min(last, coming)), ref run, (nuint)(length - TSimd.Count));
    }
}
