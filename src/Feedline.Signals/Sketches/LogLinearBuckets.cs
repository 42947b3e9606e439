using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Feedline.Signals;

/// <summary>Places of values in a histogram whose buckets split each octave into equal parts: the top bits of the double itself.</summary>
/// <remarks>
/// <para>With 2ᵏ parts per octave a bucket [low, high) is at most low / 2ᵏ wide, so its value 2 low high / (low + high) is within
/// 1 / (2ᵏ⁺¹ + 1) of all in it. Exact logarithms would need 1.4 to 2.9 times fewer buckets, but several times the time.</para>
/// <para>Slots: of positive values those of the buckets, then <see cref="TooLarge"/> and <see cref="TooSmall"/>; of negative ones the same from
/// <see cref="Stride"/>; then zero, then NaN.</para>
/// </remarks>
internal readonly struct LogLinearBuckets
{
    private const int MantissaBits = 52;
    private const long Infinity = 0x7FFL << MantissaBits;

    private const int ShiftBits = 6;

    private readonly int _partBits;

    // What a value's place follows from, in one number so that it takes one load: the top bits of the least value of the first
    // bucket, and below them how far to shift a value for its own; a shift takes no notice of what is above its six bits.
    private readonly int _place;

    public LogLinearBuckets(double relativeError, double least, double greatest)
    {
        // A little narrower than allowed, so that rounding cannot break the guarantee.
        double width = 2 * relativeError / (1 - relativeError) * (1 - 1e-9);
        _partBits = Math.Max(0, (int)Math.Ceiling(-Math.Log2(width)));
        int shift = MantissaBits - _partBits;
        int first = (int)(BitConverter.DoubleToInt64Bits(least) >> shift);
        _place = (first << ShiftBits) | shift;
        Count = (int)(BitConverter.DoubleToInt64Bits(greatest) >> shift) - first + 1;
    }

    /// <summary>How many buckets there are for each sign.</summary>
    public int Count { get; }

    public int TooLarge => Count;

    public int TooSmall => Count + 1;

    public int Stride => Count + 2;

    public int Zero => 2 * Stride;

    public int NaN => 2 * Stride + 1;

    private int First => _place >> ShiftBits;

    private int Shift => _place & ((1 << ShiftBits) - 1);

    /// <summary>True for a positive value within the range, with its slot. All else fails the one comparison: a negative number is a very large one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsPositive(double value, out int slot)
    {
        int place = _place;
        slot = (int)(BitConverter.DoubleToInt64Bits(value) >>> place) - (place >> ShiftBits);
        return (uint)slot < (uint)Count;
    }

    /// <summary>The slot of any value.</summary>
    public int SlotOf(double value)
    {
        if (double.IsNaN(value))
            return NaN;
        if (value == 0)
            return Zero;

        int slot = (int)(BitConverter.DoubleToInt64Bits(Math.Abs(value)) >> Shift) - First;
        return (slot < 0 ? TooSmall : Math.Min(slot, TooLarge)) + (value < 0 ? Stride : 0);
    }

    /// <summary>The slots of as many values, given as their bits, as there is room for slots: some number of whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SlotsOf<TSimd, TVector>(ref long bits, Span<long> slots)
        where TSimd : ISimd<TVector, long>
        where TVector : unmanaged
    {
        ref long slot = ref MemoryMarshal.GetReference(slots);
        TVector nothing = TSimd.Create(0);
        TVector unsigned = TSimd.Create(long.MaxValue);
        TVector first = TSimd.Create(First);
        TVector tooLarge = TSimd.Create(TooLarge);
        TVector tooSmall = TSimd.Create(TooSmall);
        TVector negative = TSimd.Create(Stride);
        TVector zero = TSimd.Create(Zero);
        TVector infinity = TSimd.Create(Infinity);
        TVector nan = TSimd.Create(NaN);
        for (int i = 0; i < slots.Length; i += TSimd.Count)
        {
            TVector x = TSimd.Load(ref bits, (nuint)i);
            TVector magnitude = TSimd.BitAnd(x, unsigned);
            TVector place = TSimd.Subtract(TSimd.BitsDown(magnitude, Shift), first);
            place = TSimd.WhereLess(place, nothing, tooSmall, TSimd.Min(place, tooLarge));
            place = TSimd.Add(place, TSimd.WhereLess(x, nothing, negative, nothing));
            place = TSimd.WhereLess(nothing, magnitude, place, zero);
            TSimd.Store(TSimd.WhereLess(infinity, magnitude, nan, place), ref slot, (nuint)i);
        }
    }

    /// <summary>A magnitude within the relative error of all in the bucket.</summary>
    public double ValueOf(int bucket)
    {
        long top = (long)First + bucket;
        double low = BitConverter.Int64BitsToDouble(top << Shift);
        double octave = BitConverter.Int64BitsToDouble((top >> _partBits) << MantissaBits);
        double width = octave / (1L << _partBits);

        // 2 low high / (low + high), written so that the last bucket of all does not overflow.
        return low + width * (low / 2 / (low + width / 2));
    }
}
