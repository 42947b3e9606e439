using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Quantiles of any number of values in bounded memory, within a guaranteed relative error. Not thread-safe.</summary>
/// <remarks>
/// <para>Each value is counted in a bucket whose bounds differ by a fixed ratio; negative values in buckets of their own, zero apart.
/// Any quantile is then within <see cref="RelativeError"/> of the value of that rank, as long as that value's magnitude is
/// within the range given. Magnitudes below the range count as zero, magnitudes above it and infinities in the outermost
/// bucket: <see cref="OutOfRangeCount"/> tells how many. Source: Masson, Rim and Lee, "DDSketch", PVLDB 12 (2019); the logarithm
/// is replaced by the bits of the number and a cubic that keeps the guarantee.</para>
/// <para>O(1) per value, O(buckets) per quantile and merge; nothing is allocated after construction. Two sketches made with the same
/// error and range merge into what one sketch of all values would be.</para>
/// </remarks>
public sealed class DDSketch
{
    private readonly LogBuckets _buckets;

    // By bucket, of positive values and then of negative ones.
    private readonly long[] _counts;
    private long _zero;

    /// <summary>Makes an empty sketch.</summary>
    /// <param name="relativeError">Greatest relative error of a quantile, from 0.001 to 0.5; 0.01 is customary.</param>
    /// <param name="least">Least magnitude that is told from zero, a normal number above 0.</param>
    /// <param name="greatest">Greatest magnitude, finite and above <paramref name="least"/>.</param>
    /// <remarks>At 1 %, twelve decades take about 1,400 buckets of 8 bytes for each sign.</remarks>
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
        _buckets = new LogBuckets(relativeError, least, greatest);
        _counts = new long[2 * _buckets.Count];
    }

    /// <summary>Greatest relative error of a quantile.</summary>
    public double RelativeError { get; }

    /// <summary>Least magnitude that is told from zero.</summary>
    public double Least { get; }

    /// <summary>Greatest magnitude that is told from larger ones.</summary>
    public double Greatest { get; }

    /// <summary>How many values were added.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them were too small (and not zero) or too large for the range.</summary>
    public long OutOfRangeCount { get; private set; }

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value. NaN means missing and is passed over.</param>
    public void Add(double value)
    {
        double magnitude = Math.Abs(value);
        if (magnitude >= Least && magnitude <= Greatest)
        {
            _counts[_buckets.IndexOf(magnitude) + (value > 0 ? 0 : _buckets.Count)]++;
            Count++;
        }
        else
        {
            AddOddity(value);
        }
    }

    /// <summary>Adds values.</summary>
    /// <param name="values">The values; NaN means missing and is passed over.</param>
    public void Add(ReadOnlySpan<double> values)
    {
        if (Vector512.IsHardwareAccelerated)
            AddVectors<Simd512<double>, Vector512<double>>(values);
        else if (Vector256.IsHardwareAccelerated)
            AddVectors<Simd256<double>, Vector256<double>>(values);
        else
            AddVectors<Simd128<double>, Vector128<double>>(values);
    }

    /// <summary>Adds what another sketch has counted.</summary>
    /// <param name="other">A sketch with the same error and range; it stays as it is.</param>
    /// <exception cref="ArgumentException">The other sketch has another error or range.</exception>
    public void Merge(DDSketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.RelativeError != RelativeError || other.Least != Least || other.Greatest != Greatest)
            throw new ArgumentException("Only sketches with the same error and range can be merged.", nameof(other));

        TensorPrimitives.Add<long>(_counts, other._counts, _counts);
        _zero += other._zero;
        Count += other.Count;
        OutOfRangeCount += other.OutOfRangeCount;
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
        if (Count == 0)
            return double.NaN;

        long rank = Math.Min((long)(q * (Count - 1)), Count - 1);
        ReadOnlySpan<long> positive = _counts.AsSpan(0, _buckets.Count);
        ReadOnlySpan<long> negative = _counts.AsSpan(_buckets.Count);
        for (int bucket = negative.Length - 1; bucket >= 0; bucket--)
        {
            rank -= negative[bucket];
            if (rank < 0)
                return -_buckets.ValueOf(bucket);
        }

        rank -= _zero;
        if (rank < 0)
            return 0;

        for (int bucket = 0; bucket < positive.Length; bucket++)
        {
            rank -= positive[bucket];
            if (rank < 0)
                return _buckets.ValueOf(bucket);
        }

        throw new UnreachableException("The buckets hold as many values as were counted.");
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        _zero = 0;
        Count = 0;
        OutOfRangeCount = 0;
    }

    private void AddVectors<TSimd, TVector>(ReadOnlySpan<double> values)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        ref double start = ref MemoryMarshal.GetReference(values);
        Span<double> indices = stackalloc double[TSimd.Count];
        TVector least = TSimd.Create(Least);
        TVector greatest = TSimd.Create(Greatest);
        int i = 0;
        for (; i <= values.Length - TSimd.Count; i += TSimd.Count)
        {
            TVector x = TSimd.Load(ref start, (nuint)i);
            TVector magnitude = TSimd.Abs(x);
            bool isOdd = (TSimd.LessThan(magnitude, least) | TSimd.LessThan(greatest, magnitude)) != 0;
            if (isOdd || TSimd.AnyUnordered(x, x))
            {
                foreach (double value in values.Slice(i, TSimd.Count))
                    Add(value);
                continue;
            }

            TSimd.Store(_buckets.IndicesOf<TSimd, TVector>(x), ref MemoryMarshal.GetReference(indices), 0);
            foreach (double index in indices)
                _counts[(int)BitConverter.DoubleToUInt64Bits(index)]++;
            Count += TSimd.Count;
        }

        foreach (double value in values[i..])
            Add(value);
    }

    private void AddOddity(double value)
    {
        if (double.IsNaN(value))
            return;

        Count++;
        OutOfRangeCount += value == 0 ? 0 : 1;
        if (Math.Abs(value) < Least)
            _zero++;
        else
            _counts[(value > 0 ? 1 : 2) * _buckets.Count - 1]++;
    }
}
