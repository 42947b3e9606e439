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
/// the bounds, or too much has gathered between them, the band is made anew around the rank. That takes a number of values in
/// proportion to the capacity if all of them push the same way, and to its square if they do not.</para>
/// <para>Values equal to a bound are counted apart from those beyond it, so ties of any number need no room.</para>
/// </remarks>
internal sealed class RankBand
{
    // Up to here a window is held as a whole, and a longer band is not worth shifting as a whole.
    private const int Short = 32;

    // Lengths are whole vectors of the widest kind.
    private const int Pad = 8;

    // What two vectors hold: so much is moved in registers.
    private static readonly int Least = Vector512.IsHardwareAccelerated ? 16 : Pad;

    private readonly double[] _run;
    private RankBounds _bounds;
    private bool _hasOverflowed;

    public RankBand(int maximum)
    {
        _run = new double[Capacity(maximum)];
        HoldsAll = maximum <= Short;
        Clear();
    }

    /// <summary>True when every value has room, so that there is no rank that the band does not know.</summary>
    public bool HoldsAll { get; }

    /// <summary>True when two vectors hold every value.</summary>
    public bool IsShort => _run.Length == Least && Vector256.IsHardwareAccelerated;

    public void Clear()
    {
        Array.Fill(_run, double.PositiveInfinity);
        _bounds = RankBounds.Widest;
        _hasOverflowed = false;
    }

    /// <summary>Takes out one value and puts in another. NaN stands for no value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Replace(double gone, double added)
    {
        _bounds.Replace(gone, added);

        // What has overflowed stays in use as if it were right, until somebody asks for a rank.
        double[] run = _run;
        int held = _bounds.LessThanHigh - _bounds.UpToLow;
        if (held > run.Length)
            _hasOverflowed = true;

        int length = run.Length;
        if (length > Short)
        {
            if (!(_bounds.Encloses(gone) | _bounds.Encloses(added)))
                return;

            // Behind the values there is only padding.
            length = Math.Min(length, (Math.Max(held, 0) + Pad) / Pad * Pad);
        }

        SortedRun.Replace(ref MemoryMarshal.GetArrayDataReference(run), length, gone, added, _bounds.Low, _bounds.High);
    }

    /// <summary>The values of two neighbouring ranks, or of the last twice; false when the band must be made anew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(int rank, int nextRank, out double value, out double next)
    {
        int place = rank - _bounds.UpToLow;
        if (place >= 0 && rank + 1 < _bounds.LessThanHigh && !_hasOverflowed)
        {
            ref double at = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_run), place);
            value = at;
            next = Unsafe.Add(ref at, 1);
            return true;
        }

        return TryGetAtBounds(rank, nextRank, out value, out next);
    }

    /// <summary>
    /// Moves a full window as <see cref="ShortRun"/> does, if it is short enough and all of its values are finite; else does nothing
    /// and returns 0.
    /// </summary>
    public int Slide(
        ReadOnlySpan<double> values, Span<double> ring, ref int next, (int Low, int High) ranks, Span<double> lows, Span<double> highs)
    {
        bool isFinite = _bounds.UpToLow == 0 && _bounds.LessThanHigh == ring.Length;
        if (!IsShort || !isFinite)
            return 0;
        return Vector512.IsHardwareAccelerated
            ? ShortRun.Slide<Simd512<double>, Vector512<double>>(_run, values, ring, ref next, ranks, lows, highs)
            : ShortRun.Slide<Simd256<double>, Vector256<double>>(_run, values, ring, ref next, ranks, lows, highs);
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
        ? Math.Max(Least, (maximum + Pad - 1) / Pad * Pad)
        : Math.Max(Short, (int)BitOperations.RoundUpToPowerOf2((uint)(2.5 * Math.Sqrt(maximum))));

    private void Gather<TSimd, TVector>(ReadOnlySpan<double> values, int rank, Span<double> scratch)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        // A rank that left on one side will most likely go on that way: it is given more room there.
        int capacity = _run.Length;
        int less = 5 * capacity / 32;
        int more = 15 * capacity / 32;
        (int under, int over) = rank >= _bounds.UpToHigh ? (less, more) : rank < _bounds.LessThanLow ? (more, less) : ((less + more) / 2, (less + more) / 2);
        int first = rank - under;
        int last = rank + 1 + over;

        double low = first <= 0 ? double.NegativeInfinity : Guess(first);
        double high = last >= values.Length - 1 ? double.PositiveInfinity : Guess(last);
        int inside = low < high ? Split<TSimd, TVector>(values, low, high, scratch) : int.MaxValue;
        bool isGood = inside <= 3 * capacity / 4
            && _bounds.LessThanLow <= Math.Max(0, rank - under / 2) && _bounds.UpToHigh >= Math.Min(values.Length, rank + 2 + over / 2);
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
            SortedRun.Insert<TSimd, TVector>(ref start, (i + Pad) / Pad * Pad, scratch[i]);
        }

        _hasOverflowed = false;
    }

    /// <summary>About what value has a rank, going on beyond the sorted values in a straight line; NaN when they tell nothing.</summary>
    private double Guess(int rank)
    {
        int upToLow = _bounds.UpToLow;
        int held = Math.Min(_bounds.LessThanHigh - upToLow, _run.Length);
        if (held < 2)
            return double.NaN;

        int place = rank - upToLow;
        int nearest = Math.Clamp(place, 0, held - 1);
        double rise = (_run[held - 1] - _run[0]) / (held - 1);
        return _run[nearest] + rise * (place - nearest);
    }

    /// <summary>Sets the bounds and counts the values by them; those between them are copied to the scratch.</summary>
    private int Split<TSimd, TVector>(ReadOnlySpan<double> values, double low, double high, Span<double> scratch)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        int lessThanLow = Narrowing.Count<TSimd, TVector, double>(values, low).Less;
        (int lessThanHigh, int equalToHigh) = Narrowing.Count<TSimd, TVector, double>(values, high);
        int inside = Narrowing.Copy<TSimd, TVector, double>(
            values, double.BitIncrement(low), double.BitDecrement(high), scratch, out int upToLow);
        _bounds = new RankBounds(low, high, (lessThanLow, upToLow), (lessThanHigh, lessThanHigh + equalToHigh));
        return inside;
    }

    /// <summary>Also finds ranks at the bounds, where values are only counted, and none after the last.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryGetAtBounds(int rank, int nextRank, out double value, out double next)
    {
        value = At(rank);
        next = At(nextRank);
        return !_hasOverflowed && rank >= _bounds.LessThanLow && (nextRank < _bounds.UpToHigh || double.IsPositiveInfinity(_bounds.High));
    }

    private double At(int rank)
    {
        int place = rank - _bounds.UpToLow;
        return place < 0 ? _bounds.Low : rank < _bounds.LessThanHigh && place < _run.Length ? _run[place] : _bounds.High;
    }
}
