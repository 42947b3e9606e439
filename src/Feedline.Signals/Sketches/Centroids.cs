namespace Feedline.Signals;

/// <summary>The centroids of a t-digest in ascending order, and room to work through them together with new values.</summary>
/// <remarks>
/// A centroid may span one unit of k(q) = 2δ / Z · ln(q / (1 - q)), Z = 4 ln(n / 2δ) + 24: small at the ends, large in the middle,
/// and about δ of them whatever n is. Where one must end then follows from where it began by a product of odds, not a logarithm.
/// </remarks>
internal sealed partial class Centroids
{
    private readonly double _scale;
    private readonly double[] _means;
    private readonly double[] _weights;
    private bool _isUpward = true;

    public Centroids(double compression, int room)
    {
        _scale = 2 * compression;

        // Any two neighbours span more than one unit of k together, and k as a whole at most 1.27 δ units for δ up to 1,000.
        Capacity = (int)(2.6 * compression) + 8;
        _means = new double[Capacity + Math.Max(room, Capacity)];
        _weights = new double[_means.Length];
    }

    /// <summary>Most centroids there can be after a merge.</summary>
    public int Capacity { get; }

    public int Count { get; private set; }

    public double Weight { get; private set; }

    public ReadOnlySpan<double> Means => _means.AsSpan(0, Count);

    public ReadOnlySpan<double> Weights => _weights.AsSpan(0, Count);

    public void Clear()
    {
        Count = 0;
        Weight = 0;
    }

    /// <summary>Merges values, ascending, of weight 1 each where no weights are given.</summary>
    public void Merge(ReadOnlySpan<double> means, ReadOnlySpan<double> weights)
    {
        if (means.IsEmpty)
            return;

        // From the back, so that the own ones can stay where they are until they are met.
        int own = Count - 1;
        int other = means.Length - 1;
        double added = 0;
        for (int to = own + other + 1; other >= 0; to--)
        {
            bool takesOwn = own >= 0 && _means[own] > means[other];
            _means[to] = takesOwn ? _means[own] : means[other];
            _weights[to] = takesOwn ? _weights[own--] : weights.IsEmpty ? 1 : weights[other];
            added += takesOwn ? 0 : _weights[to];
            other -= takesOwn ? 0 : 1;
        }

        Weight += added;
        Compress(Count + means.Length);

        // Alternating the direction keeps the centroids from leaning to one side.
        _isUpward = !_isUpward;
    }

    private void Compress(int length)
    {
        double growth = Math.Exp((4 * Math.Log(Math.Max(1, Weight / _scale)) + 24) / _scale);
        int step = _isUpward ? 1 : -1;
        int from = _isUpward ? 0 : length - 1;
        int to = from;
        double before = 0;
        double limit = 0;
        for (int left = length - 1; left > 0; left--)
        {
            from += step;
            if (before + _weights[to] + _weights[from] <= limit)
            {
                Join(to, from);
                continue;
            }

            before += _weights[to];
            limit = Limit(before, growth);
            to += step;
            (_means[to], _weights[to]) = (_means[from], _weights[from]);
        }

        Count = _isUpward ? to + 1 : length - to;
        if (!_isUpward)
        {
            _means.AsSpan(to, Count).CopyTo(_means);
            _weights.AsSpan(to, Count).CopyTo(_weights);
        }
    }

    /// <summary>The weight up to which a centroid may reach that begins after the given weight; never all, so the last value stays alone.</summary>
    private double Limit(double before, double growth)
    {
        double odds = before / (Weight - before) * growth;

        // Odds beyond 2⁵³ would round to certainty.
        return Math.Min(Weight * (odds / (1 + odds)), Weight - 1);
    }

    private void Join(int to, int from)
    {
        double weight = _weights[to] + _weights[from];
        _means[to] = _isUpward
            ? OrderStatistic.Between(_means[to], _means[from], _weights[from] / weight)
            : OrderStatistic.Between(_means[from], _means[to], _weights[to] / weight);
        _weights[to] = weight;
    }
}
