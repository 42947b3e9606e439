namespace Feedline.Reliability;

/// <summary>The jitter below the threshold in bins, counted by blocks of steps, so that the blocks can be weighed anew.</summary>
internal sealed class JitterBlocks
{
    private const int Bins = 256;
    private readonly double[,] _counts;
    private readonly double[] _exceeding;
    private readonly double[] _jitter;
    private readonly double[] _times;
    private readonly double[] _sizes;

    public JitterBlocks(OwnTimes times, double[] jitter, double[] ascending, int below, int stepsPerBlock)
    {
        Edges = EdgesOf(ascending.AsSpan(0, below));
        int blocks = Math.Max(1, times.Steps / stepsPerBlock);
        _counts = new double[blocks, Math.Max(1, Edges.Length - 1)];
        (_exceeding, _jitter, _times, _sizes) = (new double[blocks], new double[blocks], new double[blocks], new double[blocks]);
        double threshold = Edges[^1];
        for (int i = 0; i < jitter.Length; i++)
        {
            int block = Math.Min(i / times.Ranks / stepsPerBlock, blocks - 1);
            _sizes[block]++;
            _jitter[block] += jitter[i];
            _times[block] += times.Values[i];
            if (jitter[i] > threshold)
            {
                _exceeding[block]++;
                continue;
            }

            int at = Array.BinarySearch(Edges, jitter[i]);
            _counts[block, Math.Clamp((at < 0 ? ~at : at) - 1, 0, _counts.GetLength(1) - 1)]++;
        }
    }

    /// <summary>Bounds of the bins, rising; the last is the threshold beyond which the tail begins.</summary>
    public double[] Edges { get; }

    /// <summary>Weighs the blocks by random exponential weights (Rubin, "The Bayesian bootstrap", Annals of Statistics 9, 1981).</summary>
    /// <param name="random">Where the weights come from; null for equal ones.</param>
    public JitterBody Draw(Random? random)
    {
        int blocks = _sizes.Length;
        int bins = _counts.GetLength(1);
        var masses = new double[bins];
        double exceeding = 0, jitter = 0, times = 0, size = 0;
        for (int block = 0; block < blocks; block++)
        {
            double weight = random is null ? 1 : Draws.Exponential(random);
            size += weight * _sizes[block];
            exceeding += weight * _exceeding[block];
            jitter += weight * _jitter[block];
            times += weight * _times[block];
            for (int bin = 0; bin < bins; bin++)
                masses[bin] += weight * _counts[block, bin];
        }

        var cumulative = new double[bins + 1];
        for (int bin = 0; bin < bins; bin++)
            cumulative[bin + 1] = cumulative[bin] + masses[bin] / size;

        // A tail has some probability, however few of its values the weights left.
        return new JitterBody(cumulative, Math.Max(exceeding, 0.5) / size, jitter / size, times / size);
    }

    private static double[] EdgesOf(ReadOnlySpan<double> ascending)
    {
        var edges = new List<double> { ascending[0] };
        for (int bin = 1; bin <= Bins; bin++)
        {
            double edge = ascending[(int)((long)(ascending.Length - 1) * bin / Bins)];
            if (edge > edges[^1])
                edges.Add(edge);
        }

        return [.. edges];
    }
}
