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
        if (first.Length > Capacity)
            throw new ArgumentException($"At most {Capacity} values fit, not {first.Length}.", nameof(first));

        Lengths.ThrowIfDifferent(first.Length, second.Length, nameof(second));
        if (first.Length < 2 || NaNSearch.Any(first) || NaNSearch.Any(second))
            return double.NaN;

        return Pearson.Of(Rank(first, _firstRanks), Rank(second, _secondRanks));
    }

    private ReadOnlySpan<double> Rank(ReadOnlySpan<double> series, double[] to)
    {
        Span<double> values = _values.AsSpan(0, series.Length);
        Span<int> order = _order.AsSpan(0, series.Length);
        series.CopyTo(values);
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        values.Sort(order);
        for (int start = 0; start < values.Length;)
        {
            int end = start + 1;
            while (end < values.Length && values[end] == values[start])
                end++;
            for (int i = start; i < end; i++)
                to[order[i]] = (start + end - 1) / 2.0;
            start = end;
        }

        return to.AsSpan(0, series.Length);
    }
}
