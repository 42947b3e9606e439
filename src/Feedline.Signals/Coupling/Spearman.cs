namespace Feedline.Signals;

/// <summary>Spearman's correlation of two series: Pearson's of their ranks, so any monotone tie counts and outliers do not.</summary>
/// <remarks>
/// <para>Equal values share the mean of their ranks. Within [-1, 1], no unit. Infinities rank as usual. Fewer than two pairs, a
/// constant series or a NaN give NaN.</para>
/// <para>O(n log n), 0 bytes allocated after construction. Not safe for use by several threads at a time.</para>
/// <para>Source: Spearman (1904).</para>
/// </remarks>
public sealed class Spearman
{
    private readonly double[] _values;
    private readonly int[] _order;
    private readonly double[] _firstRanks;
    private readonly double[] _secondRanks;

    /// <summary>Makes work space.</summary>
    /// <param name="capacity">The longest series to come, at least 1. Takes 28 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is less than 1.</exception>
    public Spearman(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _values = new double[capacity];
        _order = new int[capacity];
        _firstRanks = new double[capacity];
        _secondRanks = new double[capacity];
    }

    /// <summary>The longest series that fits.</summary>
    public int Capacity => _values.Length;

    /// <summary>Correlates the ranks of two series.</summary>
    /// <param name="first">One series, at most <see cref="Capacity"/> values.</param>
    /// <param name="second">The other, as long.</param>
    /// <returns>The correlation, or NaN.</returns>
    /// <exception cref="ArgumentException">The lengths differ or exceed the capacity.</exception>
    public double Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        ThrowIfBad(first.Length, second.Length);
        if (first.Length < 2 || NaNSearch.Any(first) || NaNSearch.Any(second))
            return double.NaN;

        first.CopyTo(_values);
        ReadOnlySpan<double> ranks = Rank(first.Length, _firstRanks);
        second.CopyTo(_values);
        return Pearson.Of(ranks, Rank(second.Length, _secondRanks));
    }

    /// <inheritdoc cref="Of(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public double Of(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        ThrowIfBad(first.Length, second.Length);
        if (first.Length < 2 || NaNSearch.Any(first) || NaNSearch.Any(second))
            return double.NaN;

        Widening.Widen(first, _values);
        ReadOnlySpan<double> ranks = Rank(first.Length, _firstRanks);
        Widening.Widen(second, _values);
        return Pearson.Of(ranks, Rank(second.Length, _secondRanks));
    }

    private void ThrowIfBad(int first, int second)
    {
        if (first > Capacity)
            throw new ArgumentException($"At most {Capacity} values fit, not {first}.", nameof(first));

        Lengths.ThrowIfDifferent(first, second, nameof(second));
    }

    /// <summary>Ranks what stands in the work space.</summary>
    private ReadOnlySpan<double> Rank(int count, double[] to)
    {
        Ranking.OfSorted(_values.AsSpan(0, count), _order.AsSpan(0, count), to.AsSpan(0, count));
        return to.AsSpan(0, count);
    }
}
