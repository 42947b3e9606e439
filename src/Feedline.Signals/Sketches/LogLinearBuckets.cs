using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Feedline.Signals;

/// <summary>Places of values in a histogram whose buckets split each octave into equal parts: the top bits of the double itself.</summary>
/// <remarks>
/// <para>With 2ᵏ parts per octave a bucket [low, high) is at most low / 2ᵏ wide, so its value 2 low high / (low + high) is within
/// 1 / (2ᵏ⁺¹ + 1) of all in it. Exact logarithms would need 1.4 to 2.9 times fewer buckets, but several times the time.</para>
/// <para>Slots: of positive values 0 (too small), 1 to <see cref="Count"/> (buckets), Count + 1 (too large); of negative ones the same from
/// <see cref="Stride"/>; then zero, then NaN.</para>
/// </remarks>
internal readonly struct LogLinearBuckets
{
    private const int MantissaBits = 52;
    private const long Infinity = 0x7FFL << MantissaBits;

    private readonly int _partBits;
    private readonly int _shift;
    private readonly long _first;
    private readonly long _count;
    private readonly long _stride;

    public LogLinearBuckets(double relativeError, double least, double greatest)
    {
        // A little narrower than allowed, so that rounding cannot break the guarantee.
        double width = 2 * relativeError / (1 - relativeError) * (1 - 1e-9);
        _partBits = Math.Max(0, (int)Math.Ceiling(-Math.Log2(width)));
        _shift = MantissaBits - _partBits;
        _first = BitConverter.DoubleToInt64Bits(least) >> _shift;
        _count = (BitConverter.DoubleToInt64Bits(greatest) >> _shift) - _first + 1;
        _stride = _count + 2;
    }

    /// <summary>How many buckets there are for each sign.</summary>
    public int Count => (int)_count;

    public int Stride => (int)_stride;

    public int TooLarge => Count + 1;

    public int Zero => 2 * Stride;

    public int NaN => 2 * Stride + 1;

    /// <summary>The slot of a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SlotOf(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        long bucket = (bits >>> _shift) - _first;

        // One comparison for all that is not a positive number within the range: what lies below wraps around, and a negative
        // number is a very large one without its sign.
        return (ulong)bucket < (ulong)_count ? (int)bucket + 1 : OtherSlotOf(bits);
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
        TVector before = TSimd.Create(_first - 1);
        TVector tooLarge = TSimd.Create(TooLarge);
        TVector negative = TSimd.Create(_stride);
        TVector zero = TSimd.Create(Zero);
        TVector infinity = TSimd.Create(Infinity);
        TVector nan = TSimd.Create(NaN);
        for (int i = 0; i < slots.Length; i += TSimd.Count)
        {
            TVector x = TSimd.Load(ref bits, (nuint)i);
            TVector magnitude = TSimd.BitAnd(x, unsigned);
            TVector place = TSimd.Subtract(TSimd.BitsDown(magnitude, _shift), before);
            place = TSimd.Min(TSimd.Max(place, nothing), tooLarge);
            place = TSimd.Add(place, TSimd.WhereLess(x, nothing, negative, nothing));
            place = TSimd.WhereLess(nothing, magnitude, place, zero);
            TSimd.Store(TSimd.WhereLess(infinity, magnitude, nan, place), ref slot, (nuint)i);
        }
    }

    /// <summary>A magnitude within the relative error of all in the bucket, counted from 1.</summary>
    public double ValueOf(int bucket)
    {
        long top = _first - 1 + bucket;
        double low = BitConverter.Int64BitsToDouble(top << _shift);
        double octave = BitConverter.Int64BitsToDouble((top >> _partBits) << MantissaBits);
        double width = octave / (1L << _partBits);

        // 2 low high / (low + high), written so that the last bucket of all does not overflow.
        return low + width * (low / 2 / (low + width / 2));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int OtherSlotOf(long bits)
    {
        long magnitude = bits & long.MaxValue;
        if (magnitude > Infinity)
            return NaN;
        if (magnitude == 0)
            return Zero;

        long bucket = Math.Clamp((magnitude >> _shift) - _first, -1, _count);
        return (int)(bucket + 1 + (bits < 0 ? _stride : 0));
    }
}
