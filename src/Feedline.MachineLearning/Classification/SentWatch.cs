namespace Feedline.MachineLearning.Classification;

/// <summary>Bytes and repeated segments that ranks send, in the window against what is normal.</summary>
/// <remarks>A sampler that does not know of steps counts them: what lies between two of its samples is spread over the rows of a window.</remarks>
internal sealed class SentWatch(int rows)
{
    /// <summary>What is normal is forgotten by half each time so many rows are counted.</summary>
    private const int Remembered = 512;

    private double[] _bytes = [];
    private double[] _segments = [];
    private double[] _normalBytes = [];
    private double[] _normalSamples = [];
    private double[] _ratios = [];
    private double _normalSegments;
    private double _normalRows;
    private int _ranks;
    private int _next;
    private int _count;

    public void Observe(ReadOnlySpan<double> bytes, ReadOnlySpan<double> segments, bool isQuiet)
    {
        if (bytes.Length != _ranks)
            Resize(bytes.Length);

        bytes.CopyTo(_bytes.AsSpan(_next * _ranks, _ranks));
        segments.CopyTo(_segments.AsSpan(_next * _ranks, _ranks));
        _next = (_next + 1) % rows;
        _count = Math.Min(_count + 1, rows);
        if (!isQuiet)
            return;

        _normalRows++;
        for (int slot = 0; slot < _ranks; slot++)
        {
            if (!double.IsNaN(segments[slot]))
                _normalSegments += segments[slot];
            if (double.IsNaN(bytes[slot]))
                continue;

            _normalBytes[slot] += bytes[slot];
            _normalSamples[slot]++;
        }

        if (_normalRows < Remembered)
            return;

        _normalRows /= 2;
        _normalSegments /= 2;
        for (int slot = 0; slot < _ranks; slot++)
        {
            _normalBytes[slot] /= 2;
            _normalSamples[slot] /= 2;
        }
    }

    public void Read(bool countsBytes, bool countsSegments, Span<double> scratch, Span<double> features)
    {
        features[(int)WindowFeature.RetransmitRate] = countsSegments ? SegmentRate() : double.NaN;
        features[(int)WindowFeature.SentExcess] = double.NaN;
        features[(int)WindowFeature.SentBusiestExcess] = double.NaN;
        if (!countsBytes || _normalRows < 1)
            return;

        double sum = 0;
        double normal = 0;
        for (int slot = 0; slot < _ranks; slot++)
        {
            double bytes = 0;
            int samples = 0;
            for (int row = 0; row < _count; row++)
            {
                double value = _bytes[(row * _ranks) + slot];
                if (double.IsNaN(value))
                    continue;

                bytes += value;
                samples++;
            }

            sum += bytes;
            normal += _normalBytes[slot];
            _ratios[slot] = samples > 0 && _normalBytes[slot] > 0 ? bytes / samples * _normalSamples[slot] / _normalBytes[slot] : double.NaN;
        }

        RankSpread ratios = RankStatistics.Of(_ratios, scratch);
        features[(int)WindowFeature.SentExcess] = normal > 0 ? (sum / _count * _normalRows / normal) - 1 : 0;
        features[(int)WindowFeature.SentBusiestExcess] = ratios.Typical > 0 ? (ratios.Greatest / ratios.Typical) - 1 : 0;
    }

    /// <summary>Segments sent again per row and rank beyond normal, as a logarithm: they come in bursts.</summary>
    private double SegmentRate()
    {
        double segments = 0;
        foreach (double value in _segments.AsSpan(0, _count * _ranks))
            segments += double.IsNaN(value) ? 0 : value;

        double normal = _normalRows > 0 ? _normalSegments / _normalRows : 0;
        return _count > 0 ? Math.Log2(1 + (segments / _count / _ranks)) - Math.Log2(1 + (normal / _ranks)) : 0;
    }

    private void Resize(int ranks)
    {
        _ranks = ranks;
        _bytes = new double[rows * ranks];
        _segments = new double[rows * ranks];
        _normalBytes = new double[ranks];
        _normalSamples = new double[ranks];
        _ratios = new double[ranks];
        _normalSegments = 0;
        _normalRows = 0;
        _next = 0;
        _count = 0;
    }
}
