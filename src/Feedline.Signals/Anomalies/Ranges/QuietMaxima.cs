namespace Feedline.Signals;

/// <summary>
/// What a quiet block of a series holds at most: a generalised extreme value distribution through the quartile and the median of block
/// maxima, so that anomalies in less than half of the blocks do not move it.
/// </summary>
internal readonly struct QuietMaxima
{
    // Of mildly heavy tail, since deviations are not normal.
    private const double TailIndex = 0.1;

    // Two quantiles of few blocks say little: the scale is taken to be greater by this over their number.
    private const double Caution = 10;

    // Rounded values have equal maxima; a tenth more is never far out.
    private const double LeastShare = 0.1;

    // The model is trusted down to one block in a million. Beyond that a score only keeps the order, which would else end at 1.
    private const double Trusted = 1e-6;

    private static readonly double LowerQuartile = Standard(0.25);
    private static readonly double Middle = Standard(0.5);

    private readonly double _location;
    private readonly double _scale;

    public QuietMaxima(ReadOnlySpan<double> deviations, int block)
    {
        int blocks = Math.Max(1, deviations.Length / block);
        double[] maxima = new double[blocks];
        for (int b = 0; b < blocks; b++)
        {
            foreach (double deviation in b == blocks - 1 ? deviations[(b * block)..] : deviations.Slice(b * block, block))
                maxima[b] = Math.Max(maxima[b], deviation);
        }

        double lower = Quantile.InPlace(maxima, 0.25), middle = Median.InPlace(maxima);
        double scale = (middle - lower) / (Middle - LowerQuartile);
        _location = middle - scale * Middle;
        _scale = Math.Max(scale, LeastShare * middle) * (1 + Caution / blocks);
    }

    /// <summary>How probable a quiet block holds no more.</summary>
    public double Below(double deviation)
    {
        if (!(_scale > 0))
            return deviation > _location ? 1 : 0;
        double deviations = (deviation - _location) / _scale;
        double stretched = 1 + TailIndex * deviations;
        if (stretched <= 0)
            return 0;
        double below = Math.Exp(-Math.Pow(stretched, -1 / TailIndex));
        return deviations > 0 ? Math.Min(below, 1 - Trusted / (1 + deviations)) : below;
    }

    private static double Standard(double probability) => (Math.Pow(-Math.Log(probability), -TailIndex) - 1) / TailIndex;
}
