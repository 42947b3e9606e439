namespace Feedline.Signals;

/// <summary>Σ e² of the mean, or of the least-squares line, of any segment, from running sums.</summary>
internal readonly struct LineCosts : ISegmentCosts
{
    private readonly bool _hasSlopes;
    private readonly double _middle;
    private readonly double[] _sums;
    private readonly double[] _squares;
    private readonly double[] _products;

    public LineCosts(ReadOnlySpan<double> values, bool hasSlopes)
    {
        _hasSlopes = hasSlopes;
        _middle = values.Length / 2.0;
        _sums = new double[values.Length + 1];
        _squares = new double[values.Length + 1];
        _products = new double[hasSlopes ? values.Length + 1 : 0];
        SquaredCosts.Fill(values, _sums, _squares);
        for (int i = 0; i < values.Length && hasSlopes; i++)
            _products[i + 1] = _products[i] + (_sums[i + 1] - _sums[i]) * (i - _middle);
    }

    public double Of(int from, int to)
    {
        double length = to - from;
        double sum = _sums[to] - _sums[from];
        double cost = _squares[to] - _squares[from] - sum * sum / length;
        if (_hasSlopes && length > 1)
        {
            double product = _products[to] - _products[from] - ((from + to - 1) / 2.0 - _middle) * sum;
            cost -= product * product * 12 / (length * (length * length - 1));
        }

        return Math.Max(0, cost);
    }
}
