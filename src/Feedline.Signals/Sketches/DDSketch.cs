using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Quantiles of any number of values in bounded memory, within a guaranteed relative error. Not thread-safe.</summary>
/// <remarks>
/// <para>Each value is counted in a bucket so narrow that one number stands for all in it; negative values in buckets of their own, zero
/// apart. Any quantile is then within <see cref="RelativeError"/> of the value of that rank, as long as that value's magnitude is
/// within the range given, which is widened to whole buckets. What lies outside collapses: smaller magnitudes (subnormals are
/// always among them) count as zero, larger ones and infinities as if in the outermost bucket of their sign;
/// <see cref="OutOfRangeCount"/> tells how many. NaN means missing and is passed over.</para>
/// <para>O(1) per value, O(buckets) per count, quantile and merge; nothing is allocated after construction. Two sketches made with the
/// same error and range merge into what one sketch of all values would be. Source: Masson, Rim and Lee, "DDSketch", PVLDB 12
/// (2019), with buckets linear within each octave: more of them, but a value's place is a few bits of it.</para>
/// </remarks>
public sealed partial class DDSketch
{
    private const int BlockLength = 32;

    private readonly LogLinearBuckets _buckets;

    // By slot; the last one takes what is passed over, so that adding needs no branch for it.
    private readonly long[] _counts;

    /// <summary>Makes an empty sketch.</summary>
    /// <param name="relativeError">Greatest relative error of a quantile, from 0.001 to 0.5; 0.01 is customary.</param>
    /// <param name="least">Least magnitude that is told from zero, a normal number above 0.</param>
    /// <param name="greatest">Greatest magnitude, finite and above <paramref name="least"/>.</param>
    /// <remarks>
    /// Takes 16 bytes per bucket, with as many buckets per doubling of the magnitude as the least power of 2 that is at least
    /// (1 - error) / (2 error): at 1 % 64, so 1 KB per doubling and 41 KB for twelve decades.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public DDSketch(double relativeError, double least, double greatest)
    {
        if (!(relativeError is >= 0.001 and <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(relativeError), relativeError, "The error lies between 0.001 and 0.5.");
        if (!(double.IsNormal(least) && least > 0))
            throw new ArgumentOutOfRangeException(nameof(least), least, "The least magnitude is a normal number above 0.");
        if (!(double.IsFinite(greatest) && greatest > least))
            throw new ArgumentOutOfRangeException(nameof(greatest), greatest, "The greatest magnitude is finite and above the least.");

        RelativeError = relativeError;
        Least = least;
        Greatest = greatest;
        _buckets = new LogLinearBuckets(relativeError, least, greatest);
        _counts = new long[_buckets.NaN + 1];
    }

    /// <summary>Greatest relative error of a quantile.</summary>
    public double RelativeError { get; }

    /// <summary>Least magnitude that is told from zero.</summary>
    public double Least { get; }

    /// <summary>Greatest magnitude that is told from larger ones.</summary>
    public double Greatest { get; }

    /// <summary>How many values were added, NaN not among them. Summed over the buckets when asked for, which keeps adding fast.</summary>
    public long Count => TensorPrimitives.Sum<long>(_counts.AsSpan(0, _buckets.NaN));

    /// <summary>How many of them were too small (and not zero) or too large for the range.</summary>
    public long OutOfRangeCount =>
        _counts[_buckets.TooLarge] + _counts[_buckets.TooSmall]
        + _counts[_buckets.Stride + _buckets.TooLarge] + _counts[_buckets.Stride + _buckets.TooSmall];

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value. NaN means missing and is passed over.</param>
    /// <remarks>
    /// Made for positive values; where signs, zeros or NaN alternate unforeseeably, adding a span is several times as fast.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        // Taken first, so that this is known not to be null; and no slot of a bucket needs checking.
        long[] counts = _counts;
        if (_buckets.IsPositive(value, out int slot))
            Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(counts), (nint)(uint)slot)++;
        else
            AddOther(value);
    }

    /// <summary>Adds values.</summary>
    /// <param name="values">The values; NaN means missing and is passed over.</param>
    public void Add(ReadOnlySpan<double> values)
    {
        if (Vector512.IsHardwareAccelerated)
            AddVectors<Simd512<long>, Vector512<long>>(values);
        else if (Vector256.IsHardwareAccelerated)
            AddVectors<Simd256<long>, Vector256<long>>(values);
        else
            AddVectors<Simd128<long>, Vector128<long>>(values);
    }

    /// <summary>Adds what another sketch has counted.</summary>
    /// <param name="other">A sketch with the same error and range; it stays as it is.</param>
    /// <exception cref="ArgumentException">The other sketch has another error or range.</exception>
    /// <exception cref="OverflowException">Both together hold more than 2⁵³ values; nothing is merged.</exception>
    public void Merge(DDSketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.RelativeError != RelativeError || other.Least != Least || other.Greatest != Greatest)
            throw new ArgumentException("Only sketches with the same error and range can be merged.", nameof(other));
        if (Count + other.Count > SketchBytes.MostValues)
            throw new OverflowException("Both together hold more values than can be counted exactly.");

        TensorPrimitives.Add<long>(_counts, other._counts, _counts);
    }

    /// <summary>A quantile of the values added.</summary>
    /// <param name="q">Share of the values at or below the result, in [0, 1].</param>
    /// <returns>
    /// A value within <see cref="RelativeError"/> of the one at rank ⌊q (n - 1)⌋ from 0; NaN when there are none.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="q"/> is outside [0, 1] or NaN.</exception>
    public double Quantile(double q)
    {
        if (!(q >= 0 && q <= 1))
            throw new ArgumentOutOfRangeException(nameof(q), q, "A quantile's level lies between 0 and 1.");

        long count = Count;
        if (count == 0)
            return double.NaN;

        long rank = Math.Min((long)(q * (count - 1)), count - 1);
        ReadOnlySpan<long> positive = _counts.AsSpan(0, _buckets.Stride);
        ReadOnlySpan<long> negative = _counts.AsSpan(_buckets.Stride, _buckets.Stride);
        for (int slot = _buckets.TooLarge; slot >= 0; slot--)
        {
            rank -= negative[slot];
            if (rank < 0)
                return -ValueOf(slot);
        }

        rank -= negative[_buckets.TooSmall] + _counts[_buckets.Zero] + positive[_buckets.TooSmall];
        if (rank < 0)
            return 0;

        for (int slot = 0; slot <= _buckets.TooLarge; slot++)
        {
            rank -= positive[slot];
            if (rank < 0)
                return ValueOf(slot);
        }

        throw new UnreachableException("The buckets hold as many values as were counted.");
    }

    /// <summary>Forgets all values.</summary>
    public void Clear() => Array.Clear(_counts);

    private double ValueOf(int slot) => _buckets.ValueOf(Math.Min(slot, _buckets.Count - 1));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddOther(double value) => _counts[_buckets.SlotOf(value)]++;

    private void AddVectors<TSimd, TVector>(ReadOnlySpan<double> values)
        where TSimd : ISimd<TVector, long>
        where TVector : unmanaged
    {
        ref long bits = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<double, long>(values));
        Span<long> slots = stackalloc long[BlockLength];
        ref long slot = ref MemoryMarshal.GetReference(slots);
        ref long count = ref MemoryMarshal.GetArrayDataReference(_counts);
        int i = 0;
        for (; i <= values.Length - BlockLength; i += BlockLength)
        {
            _buckets.SlotsOf<TSimd, TVector>(ref Unsafe.Add(ref bits, i), slots);

            // Every slot is one of the counts by its making, so nothing is checked again.
            for (int j = 0; j < BlockLength; j += 4)
            {
                Unsafe.Add(ref count, (nint)Unsafe.Add(ref slot, j))++;
                Unsafe.Add(ref count, (nint)Unsafe.Add(ref slot, j + 1))++;
                Unsafe.Add(ref count, (nint)Unsafe.Add(ref slot, j + 2))++;
                Unsafe.Add(ref count, (nint)Unsafe.Add(ref slot, j + 3))++;
            }
        }

        foreach (double value in values[i..])
            Add(value);
    }
}
