using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>
/// The values of a window that rank near one that is asked for again and again, sorted; of all others only how many there are.
/// </summary>
/// <remarks>
/// <para>A rank hardly moves from one window to the next, so only the few values next to it need an order. Two bounds enclose
/// them: a value that comes or goes outside is a count, one inside is placed without a branch on data. When the rank leaves
/// the bounds, or too much has gathered between them, the band is made anew around the rank. Neither happens for a quarter
/// of the capacity at least, and on data without a trend not for about its square.</para>
/// <para>Values equal to a bound are counted apart from those beyond it, so ties of any number need no room.</para>
/// </remarks>
internal sealed class RankBand
{
    // Up to here a window is held as a whole, and a longer band is not worth shifting as a whole.
    private const int Short = 32;

    // Lengths are whole vectors of the widest kind.
    private const int Pad = 8;

    private readonly double[] _run;
    private double _low;
    private double _high;
    private int _lessThanLow;
    private int _upToLow;
    private int _lessThanHigh;
    private int _upToHigh;
    private bool _hasOverflowed;

    public RankBand(int maximum)
    {
        _run = new double[Capacity(maximum)];
        Clear();
    }

    public void Clear()
    {
        Array.Fill(_run, double.PositiveInfinity);
        _low = double.NegativeInfinity;
        _high = double.PositiveInfinity;
        _lessThanLow = 0;
        _upToLow = 0;
        _lessThanHigh = 0;
        _upToHigh = 0;
        _hasOverflowed = false;
    }

    /// <summary>Takes out one value and puts in another. NaN stands for no value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Replace(double gone, double added)
    {
        double low = _low;
        double high = _high;
        _lessThanLow += (added < low ? 1 : 0) - (gone < low ? 1 : 0);
        _upToHigh += (added <= high ? 1 : 0) - (gone <= high ? 1 : 0);
        int upToLow = _upToLow += (added <= low ? 1 : 0) - (gone <= low ? 1 : 0);
        int lessThanHigh = _lessThanHigh += (added < high ? 1 : 0) - (gone < high ? 1 : 0);

        // What has overflowed stays in use as if it were right, until somebody asks for a rank.
        double[] run = _run;
        _hasOverflowed |= lessThanHigh - upToLow > run.Length;
        bool isGoneInside = gone > low & gone < high;
        bool isAddedInside = added > low & added < high;
        if (run.Length > Short && !(isGoneInside | isAddedInside))
            return;

        // There is no +∞ inside: to take it out or put it in changes nothing.
        ref double start = ref MemoryMarshal.GetArrayDataReference(run);
        gone = isGoneInside ? gone : double.PositiveInfinity;
        added = isAddedInside ? added : double.PositiveInfinity;
        if (Vector512.IsHardwareAccelerated)
            Replace<Simd512<double>, Vector512<double>>(ref start, run.Length, gone, added);
        else if (Vector256.IsHardwareAccelerated)
            Replace<Simd256<double>, Vector256<double>>(ref start, run.Length, gone, added);
        else
            Replace<Simd128<double>, Vector128<double>>(ref start, run.Length, gone, added);
    }

    /// <summary>The values of two neighbouring ranks (or of one rank twice); false when the band must be made anew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(int rank, int nextRank, out double value, out double next)
    {
        int place = rank - _upToLow;
        if (place >= 0 && place + 1 < _lessThanHigh - _upToLow && !_hasOverflowed)
        {
            ref double at = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_run), place);
            value = at;
            next = Unsafe.Add(ref at, 1);
            return true;
        }

        return TryGetAtBounds(rank, nextRank, out value, out next);
    }

    /// <summary>Makes the band anew around a rank of values that hold no NaN. The scratch is as <see cref="ScratchLength"/> says.</summary>
    public void Gather(ReadOnlySpan<double> values, int rank, Span<double> scratch)
    {
        if (Vector512.IsHardwareAccelerated)
            Gather<Simd512<double>, Vector512<double>>(values, rank, scratch);
        else if (Vector256.IsHardwareAccelerated)
            Gather<Simd256<double>, Vector256<double>>(values, rank, scratch);
        else
            Gather<Simd128<double>, Vector128<double>>(values, rank, scratch);
    }

    /// <summary>How much scratch is needed for so many values.</summary>
    public static int ScratchLength(int values) => values + 4 * Pad;

    // A rank wanders by about the root of the window, so that a few times that is rarely left.
    private static int Capacity(int maximum) => maximum <= Short
        ? (maximum + Pad - 1) / Pad * Pad
        : Math.Max(Short, (int)BitOperations.RoundUpToPowerOf2((uint)(2.5 * Math.Sqrt(maximum))));

    /// <summary>
    /// In a sorted run, what is not less than the leaving value gives way to its successor, and then every place takes the
    /// middle one of its value, the value before and the new one: that is removal and insertion, without knowing where.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Replace<TSimd, TVector>(ref double run, int capacity, double gone, double added)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        TVector leaving = TSimd.Create(gone);
        TVector coming = TSimd.Create(added);
        TVector padding = TSimd.Create(double.PositiveInfinity);
        TVector before = TSimd.Create(double.NegativeInfinity);
        TVector here = TSimd.Load(ref run, 0);
        for (int i = TSimd.Count; i < capacity; i += TSimd.Count)
        {
            TVector next = TSimd.Load(ref run, (nuint)i);
            TVector left = TSimd.WhereLess(here, leaving, here, TSimd.ThenFirst(here, next));
            TSimd.Store(TSimd.Max(TSimd.LastThen(before, left), TSimd.Min(left, coming)), ref run, (nuint)(i - TSimd.Count));
            before = left;
            here = next;
        }

        TVector last = TSimd.WhereLess(here, leaving, here, TSimd.ThenFirst(here, padding));
        TSimd.Store(TSimd.Max(TSimd.LastThen(before, last), TSimd.Min(last, coming)), ref run, (nuint)(capacity - TSimd.Count));
    }

    private void Gather<TSimd, TVector>(ReadOnlySpan<double> values, int rank, Span<double> scratch)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        // A rank that left on one side will most likely go on that way: it is given more room there.
        int capacity = _run.Length;
        int less = 5 * capacity / 32;
        int more = 15 * capacity / 32;
        (int under, int over) = rank >= _upToHigh ? (less, more) : rank < _lessThanLow ? (more, less) : ((less + more) / 2, (less + more) / 2);
        int first = rank - under;
        int last = rank + 1 + over;

        double low = first <= 0 ? double.NegativeInfinity : Guess(first);
        double high = last >= values.Length - 1 ? double.PositiveInfinity : Guess(last);
        int inside = low < high ? Split<TSimd, TVector>(values, low, high, scratch) : int.MaxValue;
        bool isGood = inside <= 3 * capacity / 4
            && _lessThanLow <= Math.Max(0, rank - under / 2) && _upToHigh >= Math.Min(values.Length, rank + 2 + over / 2);
        if (!isGood)
        {
            values.CopyTo(scratch);
            Span<double> copy = scratch[..values.Length];
            low = first <= 0 ? double.NegativeInfinity : Selection.Select<TSimd, TVector, double>(copy, first, out _);
            high = last >= values.Length - 1 ? double.PositiveInfinity : Selection.Select<TSimd, TVector, double>(copy, last, out _);
            inside = Split<TSimd, TVector>(values, low, high, scratch);
        }

        ref double start = ref MemoryMarshal.GetArrayDataReference(_run);
        Array.Fill(_run, double.PositiveInfinity);
        for (int i = 0; i < inside; i++)
        {
            // Only as far as it is filled.
            int length = Math.Min(capacity, (i + Pad) / Pad * Pad);
            Replace<TSimd, TVector>(ref start, length, double.PositiveInfinity, scratch[i]);
        }

        _hasOverflowed = false;
    }

    /// <summary>About what value has a rank, going on beyond the sorted values in a straight line; NaN when they tell nothing.</summary>
    private double Guess(int rank)
    {
        int held = Math.Min(_lessThanHigh - _upToLow, _run.Length);
        if (held < 2)
            return double.NaN;

        int place = rank - _upToLow;
        int nearest = Math.Clamp(place, 0, held - 1);
        double rise = (_run[held - 1] - _run[0]) / (held - 1);
        return _run[nearest] + rise * (place - nearest);
    }

    /// <summary>Sets the bounds and counts the values by them; those between them are copied to the scratch.</summary>
    private int Split<TSimd, TVector>(ReadOnlySpan<double> values, double low, double high, Span<double> scratch)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        _low = low;
        _high = high;
        _lessThanLow = Narrowing.Count<TSimd, TVector, double>(values, low).Less;
        (int less, int equal) = Narrowing.Count<TSimd, TVector, double>(values, high);
        _lessThanHigh = less;
        _upToHigh = less + equal;
        return Narrowing.Copy<TSimd, TVector, double>(values, double.BitIncrement(low), double.BitDecrement(high), scratch, out _upToLow);
    }

    /// <summary>Also finds ranks at the bounds, where values are only counted, and none after the last.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryGetAtBounds(int rank, int nextRank, out double value, out double next)
    {
        value = At(rank);
        next = At(nextRank);
        return !_hasOverflowed && rank >= _lessThanLow && nextRank < _upToHigh;
    }

    private double At(int rank)
    {
        int place = rank - _upToLow;
        return place < 0 ? _low : rank < _lessThanHigh && place < _run.Length ? _run[place] : _high;
    }
}
