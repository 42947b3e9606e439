namespace Feedline.Signals;

/// <summary>
/// Quantiles and ranks of any number of values in bounded memory, sharpest at both ends and without a range to choose. Not thread-safe.
/// </summary>
/// <remarks>
/// <para>Values are gathered into centroids (mean and weight), single values at both ends and ever larger groups toward the
/// middle; between the centres of two centroids a straight line is drawn. As long as every centroid is one value (a few values, or the
/// ends of many) quantiles are exact, of the type of <see cref="Feedline.Signals.Quantile"/>.</para>
/// <para>The error is one of rank, typically below q (1 - q) Z / 2δ with Z = 4 ln(n / 2δ) + 24, and below twice that after merging nodes that
/// differ, but nothing bounds it for data made to defeat it; where a bound is needed, take <see cref="DDSketch"/>.</para>
/// <para>About 20 δ numbers of 8 bytes, nothing allocated after construction; O(log δ) per value amortised, O(δ) per quantile. NaN means missing
/// and is passed over; infinities are counted apart and order as usual. Source: Dunning and Ertl, "Computing Extremely Accurate
/// Quantiles Using t-Digests" (2019), merging form with the scale function k₂.</para>
/// </remarks>
public sealed partial class TDigest
{
    // New values wait until sorting them in is worth a pass over the centroids.
    private const int WaitingPerCompression = 5;

    private readonly Centroids _centroids;
    private readonly double[] _waiting;
    private int _waitingCount;
    private long _minusInfinities;
    private long _plusInfinities;
    private long _finite;

    /// <summary>Makes an empty digest.</summary>
    /// <param name="compression">δ, about the number of centroids kept, from 20 to 1,000; 100 is customary.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="compression"/> is outside its range or NaN.</exception>
    public TDigest(double compression = 100)
    {
        if (!(compression is >= 20 and <= 1000))
            throw new ArgumentOutOfRangeException(nameof(compression), compression, "The compression lies between 20 and 1000.");

        Compression = compression;
        _waiting = new double[(int)(WaitingPerCompression * compression)];
        _centroids = new Centroids(compression, _waiting.Length);
    }

    /// <summary>About the number of centroids kept.</summary>
    public double Compression { get; }

    /// <summary>How many values were added, NaN not among them.</summary>
    public long Count => _finite + _minusInfinities + _plusInfinities;

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value. NaN means missing and is passed over.</param>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
        {
            _minusInfinities += double.IsNegativeInfinity(value) ? 1 : 0;
            _plusInfinities += double.IsPositiveInfinity(value) ? 1 : 0;
            return;
        }

        if (_waitingCount == _waiting.Length)
            Settle();
        _waiting[_waitingCount++] = value;
        _finite++;
    }

    /// <summary>Adds values.</summary>
    /// <param name="values">The values; NaN means missing and is passed over.</param>
    public void Add(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            Add(value);
    }

    /// <summary>Adds what another digest has gathered.</summary>
    /// <param name="other">A digest of the same compression; its content stays as it is, though what waits in it is settled.</param>
    /// <exception cref="ArgumentException">The other digest has another compression.</exception>
    /// <exception cref="OverflowException">Both together hold more than 2⁵³ values; nothing is merged.</exception>
    public void Merge(TDigest other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Compression != Compression)
            throw new ArgumentException("Only digests of the same compression can be merged.", nameof(other));
        if (Count + other.Count > SketchBytes.MostValues)
            throw new OverflowException("Both together hold more values than can be counted exactly.");

        Settle();
        other.Settle();
        _minusInfinities += other._minusInfinities;
        _plusInfinities += other._plusInfinities;
        _finite += other._finite;
        _centroids.Merge(other._centroids.Means, other._centroids.Weights);
    }

    /// <summary>A quantile of the values added.</summary>
    /// <param name="q">Share of the values at or below the result, in [0, 1]; 0 is the minimum and 1 the maximum, both exact.</param>
    /// <returns>The estimate, never outside the values; NaN when there are none, or between infinities of both signs.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="q"/> is outside [0, 1] or NaN.</exception>
    public double Quantile(double q)
    {
        if (!(q >= 0 && q <= 1))
            throw new ArgumentOutOfRangeException(nameof(q), q, "A quantile's level lies between 0 and 1.");
        if (Count == 0)
            return double.NaN;

        Settle();
        double place = q * (Count - 1);
        double below = Math.Floor(place);
        double fraction = place - below;
        if (_minusInfinities + _plusInfinities == 0)
            return AtFinite(place);

        // Beside an infinity only the two whole places on either side say what lies between.
        double low = At(below);
        return fraction > 0 ? OrderStatistic.Between(low, At(below + 1), fraction) : low;
    }

    /// <summary>The share of the values at or below a value: the inverse of the quantile.</summary>
    /// <param name="value">The value, in the unit of those added.</param>
    /// <returns>The estimated share, in [0, 1]; NaN when there are no values or for NaN.</returns>
    public double ShareAtOrBelow(double value)
    {
        if (Count == 0 || double.IsNaN(value))
            return double.NaN;
        if (double.IsPositiveInfinity(value))
            return 1;

        Settle();
        double atOrBelow = double.IsNegativeInfinity(value) ? 0 : FiniteAtOrBelow(value);
        return (_minusInfinities + atOrBelow) / Count;
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        _centroids.Clear();
        _waitingCount = 0;
        _minusInfinities = 0;
        _plusInfinities = 0;
        _finite = 0;
    }

    private double At(double place)
    {
        if (place < _minusInfinities)
            return double.NegativeInfinity;
        return place < _minusInfinities + _finite ? AtFinite(place - _minusInfinities) : double.PositiveInfinity;
    }

    /// <summary>The value at a place from 0 among the finite ones; the centre of a centroid of weight w lies (w - 1) / 2 past its first place.</summary>
    private double AtFinite(double place)
    {
        ReadOnlySpan<double> means = _centroids.Means;
        ReadOnlySpan<double> weights = _centroids.Weights;
        double before = 0;
        double lastCenter = 0;
        for (int i = 0; i < means.Length; i++)
        {
            double center = before + (weights[i] - 1) / 2;
            if (place == center)
                return means[i];
            if (place < center)
                return i == 0 ? means[0] : OrderStatistic.Between(means[i - 1], means[i], (place - lastCenter) / (center - lastCenter));
            before += weights[i];
            lastCenter = center;
        }

        return means[^1];
    }

    private double FiniteAtOrBelow(double value)
    {
        ReadOnlySpan<double> means = _centroids.Means;
        ReadOnlySpan<double> weights = _centroids.Weights;
        if (means.IsEmpty || value < means[0])
            return 0;
        if (value >= means[^1])
            return _finite;

        double before = 0;
        int i = 0;
        for (; means[i + 1] <= value; i++)
            before += weights[i];

        double atOrBelow = before + (weights[i] + 1) / 2;
        if (weights[i] == 1 && weights[i + 1] == 1)
            return atOrBelow;

        double rise = means[i + 1] - means[i];
        double fraction = double.IsFinite(rise) ? (value - means[i]) / rise : (value / 2 - means[i] / 2) / (means[i + 1] / 2 - means[i] / 2);
        return atOrBelow + (weights[i] + weights[i + 1]) / 2 * fraction;
    }

    private void Settle()
    {
        Span<double> waiting = _waiting.AsSpan(0, _waitingCount);
        waiting.Sort();
        _centroids.Merge(waiting, []);
        _waitingCount = 0;
    }
}
