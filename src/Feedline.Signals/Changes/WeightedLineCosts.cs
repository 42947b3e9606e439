namespace Feedline.Signals;

/// <summary>Σ (e/σ)² of the weighted mean, or line, of any segment, from running sums of values weighted by 1/σ².</summary>
internal readonly struct WeightedLineCosts : ISegmentCosts
{
    private readonly bool _hasSlopes;

    // By end: Σ w, Σ w x, Σ w x², Σ w t, Σ w t², Σ w t x.
    private readonly (double W, double X, double XX, double T, double TT, double TX)[] _sums;

    public WeightedLineCosts(ReadOnlySpan<double> values, ReadOnlySpan<double> scales, bool hasSlopes)
    {
        _hasSlopes = hasSlopes;
        _sums = new (double, double, double, double, double, double)[values.Length + 1];
        for (int i = 0; i < values.Length; i++)
        {
            double w = 1 / (scales[i] * scales[i]), x = values[i], t = i - values.Length / 2.0;
            ref readonly var sum = ref _sums[i];
            _sums[i + 1] = (sum.W + w, sum.X + w * x, sum.XX + w * x * x, sum.T + w * t, sum.TT + w * t * t, sum.TX + w * t * x);
        }
    }

    public double Of(int from, int to)
    {
        ref readonly var a = ref _sums[from];
        ref readonly var b = ref _sums[to];
        double w = b.W - a.W, x = b.X - a.X;
        double cost = b.XX - a.XX - x * x / w;
        if (_hasSlopes)
        {
            double t = b.T - a.T;
            double spread = b.TT - a.TT - t * t / w, joint = b.TX - a.TX - t * x / w;
            cost -= spread > 0 ? joint * joint / spread : 0;
        }

        return Math.Max(0, cost);
    }

    /// <summary>The residuals of a segment, in units of their σ.</summary>
    public void Residuals(ReadOnlySpan<double> values, ReadOnlySpan<double> scales, int from, int to, Span<double> residuals)
    {
        ref readonly var a = ref _sums[from];
        ref readonly var b = ref _sums[to];
        double w = b.W - a.W, x = (b.X - a.X) / w, t = (b.T - a.T) / w;
        double spread = b.TT - a.TT - t * t * w;
        double slope = _hasSlopes && spread > 0 ? (b.TX - a.TX - t * x * w) / spread : 0;
        for (int i = from; i < to; i++)
            residuals[i] = (values[i] - x - slope * (i - values.Length / 2.0 - t)) / scales[i];
    }
}
