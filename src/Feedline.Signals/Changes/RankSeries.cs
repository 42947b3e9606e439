namespace Feedline.Signals;

/// <summary>A series as the ranks of its values, with mean 0 and variance 1 over distinct values. Holds its working memory.</summary>
internal sealed class RankSeries(int capacity)
{
    private readonly double[] _sorted = new double[capacity];
    private readonly double[] _ranks = new double[capacity];
    private readonly int[] _order = new int[capacity];

    /// <param name="values">At most the capacity, without NaN.</param>
    public ReadOnlySpan<double> Of(ReadOnlySpan<double> values)
    {
        int n = values.Length;
        Span<double> ranks = _ranks.AsSpan(0, n);
        values.CopyTo(_sorted);
        Ranking.OfSorted(_sorted.AsSpan(0, n), _order.AsSpan(0, n), ranks);

        // Ranks 0 to n - 1 have the variance (n² - 1) / 12.
        double mean = (n - 1) / 2.0;
        double scale = n > 1 ? Math.Sqrt(12 / (((double)n * n) - 1)) : 0;
        foreach (ref double rank in ranks)
            rank = (rank - mean) * scale;

        return ranks;
    }
}
