using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>The last scores, and how a new one lies among them: a p-value by a normal kernel as wide as they spread.</summary>
/// <remarks>
/// P(above) = ½ - 1/(2n) Σ erf((s - sᵢ) / h), h = √2 √(Σ over pairs (sᵢ - sⱼ)²) / n, which is √2 times their standard deviation.
/// </remarks>
internal sealed class ScoreHistory(int length, double leastSpread, double firstSpread)
{
    private const double LeastPValue = 1e-8;

    private readonly double[] _scores = new double[length];
    private int _next;
    private int _count;

    /// <summary>A history for deviations from a forecast, whose spread is never below what rounding makes of its training series.</summary>
    public static ScoreHistory For(SsaModel model, int length) => new(length, model.Rounding, model.Spread);

    public bool IsFull => _count == _scores.Length;

    /// <summary>Probability of a score as high, as low, or as far out to the nearer side; ½ without a history.</summary>
    public double PValue(double score, TailSides sides)
    {
        if (_count == 0)
            return 0.5;

        ReadOnlySpan<double> scores = _scores.AsSpan(0, _count);
        double mean = TensorPrimitives.Sum(scores) / _count, squares = 0;
        foreach (double s in scores)
            squares += (s - mean) * (s - mean);
        double spread = Math.Max(leastSpread, _count == 1 ? firstSpread : Math.Sqrt(squares / _count));

        double above = 0;
        foreach (double s in scores)
        {
            double z = (score - s) / spread;
            above += z >= 0 ? NormalTail.Above(z) : 1 - NormalTail.Above(-z);
        }

        above /= _count;
        double p = sides switch
        {
            TailSides.Upper => above,
            TailSides.Lower => 1 - above,
            _ => Math.Min(above, 1 - above),
        };
        return Math.Clamp(p, LeastPValue, 1 - LeastPValue);
    }

    public void Add(double score)
    {
        _scores[_next] = score;
        _next = _next + 1 == _scores.Length ? 0 : _next + 1;
        _count = Math.Min(_count + 1, _scores.Length);
    }
}
