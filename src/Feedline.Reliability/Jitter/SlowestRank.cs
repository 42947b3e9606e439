using Feedline.Signals;

namespace Feedline.Reliability;

/// <summary>Distribution of the largest of many draws of jitter plus the offset of a rank.</summary>
/// <remarks>
/// E[max of M] = a + ∫ₐ (1 - (1 - S(x))^M) dx, a below all values and S(x) the probability of a draw above x: the bins, and beyond the
/// threshold the tail, folded with a normal offset. By the trapezoid rule on nodes that are even near the middle and grow apart far
/// out; the tail beyond the last node, M ∫ S, is exact. Reused from draw to draw.
/// </remarks>
internal sealed class SlowestRank(double[] edges, double jitterDeviation)
{
    private const int Nodes = 160;

    // Offsets less than this many deviations of the jitter widen it by a thousandth; folding them in changes nothing.
    private const double NegligibleOffset = 0.05;
    private const double OffsetReach = 6;

    // Beyond the last node less than one maximum in so many lies.
    private const double Beyond = 1e-6;
    private readonly double[] _at = new double[Nodes];
    private readonly double[] _above = new double[Nodes];
    private readonly double _threshold = edges[^1];
    private double _draws;
    private JitterBody _body = null!;
    private ParetoTail _tail;

    /// <summary>Looks at the largest of so many draws.</summary>
    public void Set(JitterBody body, ParetoTail tail, double offset, double draws)
    {
        (_body, _tail, _draws) = (body, tail, draws);
        offset = offset < NegligibleOffset * jitterDeviation ? 0 : offset;
        double low = edges[0] - OffsetReach * offset;
        double high = _threshold + OffsetReach * offset + tail.Exceeded(Math.Min(1, Beyond / (draws * body.Exceeding)));
        Spread(low, high, offset);
        Array.Clear(_above);
        if (offset == 0)
        {
            Add(0, 1);
            return;
        }

        double step = Math.Clamp(0.5 * jitterDeviation / offset, 0.1, 0.5);
        double total = 0;
        for (double z = -OffsetReach; z <= OffsetReach; z += step)
            total += Math.Exp(-z * z / 2);
        for (double z = -OffsetReach; z <= OffsetReach; z += step)
            Add(z * offset, Math.Exp(-z * z / 2) / total);
    }

    /// <summary>Looks at the largest of ranks whose offsets are these, each one draw.</summary>
    /// <param name="body">The jitter up to the threshold.</param>
    /// <param name="tail">The jitter beyond it.</param>
    /// <param name="offsets">The ranks' offsets.</param>
    /// <param name="ranksEach">How many ranks each of them stands for.</param>
    /// <param name="draws">How many independent draws all ranks together are worth.</param>
    public void Set(JitterBody body, ParetoTail tail, ReadOnlySpan<double> offsets, ReadOnlySpan<double> ranksEach, double draws)
    {
        (_body, _tail, _draws) = (body, tail, draws);
        double least = 0, greatest = 0, ranks = 0;
        for (int i = 0; i < offsets.Length; i++)
            (least, greatest, ranks) = (Math.Min(least, offsets[i]), Math.Max(greatest, offsets[i]), ranks + ranksEach[i]);

        Spread(edges[0] + least, _threshold + greatest + tail.Exceeded(Math.Min(1, Beyond / (draws * body.Exceeding))), greatest - least);

        // P(all below) is the product over the ranks; as if each was one of equal draws: 1 - S = Π (1 - Sᵢ)^(1 / N).
        var below = new double[Nodes];
        for (int i = 0; i < offsets.Length; i++)
        {
            Array.Clear(_above);
            Add(offsets[i], 1);
            for (int node = 0; node < Nodes; node++)
                below[node] += ranksEach[i] / ranks * double.LogP1(-Math.Min(1, _above[node]));
        }

        for (int node = 0; node < Nodes; node++)
            _above[node] = -double.ExpM1(below[node]);
    }

    /// <summary>Mean of the largest; +∞ where the tail has no mean.</summary>
    public double Mean()
    {
        if (_tail.Shape >= 1)
            return double.PositiveInfinity;

        double sum = _at[0];
        double before = MaximumAbove(_above[0]);
        for (int i = 1; i < Nodes; i++)
        {
            double now = MaximumAbove(_above[i]);
            sum += (before + now) / 2 * (_at[i] - _at[i - 1]);
            before = now;
        }

        double excess = Math.Max(0, _at[^1] - _threshold);
        double beyond = _draws * _above[^1] * Math.Max(0, _tail.Scale + _tail.Shape * excess) / (1 - _tail.Shape);
        return sum + beyond;
    }

    /// <summary>What the largest exceeds with a probability in (0, 1).</summary>
    public double Exceeded(double probability)
    {
        // 1 - (1 - S)^M = p at S = 1 - (1 - p)^(1 / M)
        double above = -double.ExpM1(double.LogP1(-probability) / _draws);
        if (above < _above[^1])
            return _at[^1] + (_threshold + _tail.Exceeded(above / _body.Exceeding) - _threshold - _tail.Exceeded(Math.Min(1, _above[^1] / _body.Exceeding)));

        int high = Nodes - 1;
        int low = 0;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (_above[middle] > above)
                low = middle;
            else
                high = middle;
        }

        double span = _above[low] - _above[high];
        return span > 0 ? _at[high] - (_at[high] - _at[low]) * (above - _above[high]) / span : _at[high];
    }

    private void Spread(double low, double high, double offset)
    {
        double unit = Math.Max(Math.Sqrt(jitterDeviation * jitterDeviation + offset * offset), 1e-12 * (high - low));
        double first = Math.Asinh(low / unit);
        double last = Math.Asinh(Math.Min(high, 1e300 * unit) / unit);
        for (int i = 0; i < Nodes; i++)
            _at[i] = unit * Math.Sinh(first + (last - first) * i / (Nodes - 1));
        _at[0] = low;
    }

    private double MaximumAbove(double above) => above >= 1 ? 1 : -double.ExpM1(_draws * double.LogP1(-above));

    private void Add(double offset, double weight)
    {
        int bin = 0;
        for (int i = 0; i < Nodes; i++)
        {
            double x = _at[i] - offset;
            if (x >= _threshold)
            {
                _above[i] += weight * _body.Exceeding * _tail.Above(x - _threshold);
                continue;
            }

            if (x < edges[0])
            {
                _above[i] += weight;
                continue;
            }

            while (edges[bin + 1] <= x)
                bin++;
            double inside = (x - edges[bin]) / (edges[bin + 1] - edges[bin]);
            _above[i] += weight * (1 - _body.Cumulative[bin] - inside * (_body.Cumulative[bin + 1] - _body.Cumulative[bin]));
        }
    }
}
