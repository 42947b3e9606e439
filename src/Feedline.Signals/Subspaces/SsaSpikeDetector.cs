namespace Feedline.Signals;

/// <summary>
/// Finds spikes of a stream that has seasons, trends, or both, by singular spectrum analysis: learns from a training series how it goes on,
/// and alarms where it does not. Not thread-safe.
/// </summary>
/// <remarks>
/// <para>Model: the eigenvectors of the L × L Gram matrix of the training series' windows, as many as forecast its last max(L, 200) values
/// best (least sum of absolute errors, L/2 at most). Each value, deviation = value - prediction; its p-value is the
/// mean over the last W deviations d of the normal tail P(z &gt; (deviation - d) / s), s their standard deviation, on the side asked for, of both
/// sides the smaller. An alarm when p ≤ 1 - confidence/100, once W deviations are there.</para>
/// <para>A kernel as wide as the deviations spread is cautious: of normal deviations about 0.1 % alarm on both sides together at 99. s is
/// at least 1e-6 of the training series' standard deviation and 1e-10 of its largest magnitude, so that rounding does not alarm: a
/// constant that goes on never does. Variation less than 1e-7 of the level is not learnt; take the level off first.</para>
/// <para>NaN, an infinity or a value beyond ±1e150 counts as missing: not scored, the prediction stands in for it. Training O(N L² + L³),
/// L up to some hundreds; each value O(L rank + W), nothing allocated after construction. Nothing is learnt after training. Sources: Golyandina, Nekrutkin
/// and Zhigljavsky, "Analysis of time series structure" (2001); as SsaSpikeDetector of Microsoft.ML.TimeSeries, but in double precision, without a unit of
/// its own, and silent until W deviations are there.</para>
/// </remarks>
public sealed class SsaSpikeDetector
{
    private readonly SubspaceForecaster _forecaster;
    private readonly ScoreHistory _history;
    private readonly TailSides _sides;
    private readonly double _level;

    /// <summary>Trains a detector; the first value it takes is the one after the training series.</summary>
    /// <param name="training">Values evenly spaced, oldest first, finite and within ±1e150, more than 2 L, best without anomalies.</param>
    /// <param name="window">L, at least 2; at best the longest season or a multiple of it.</param>
    /// <param name="historyLength">W, how many deviations one is compared with, at least 2; 100 by default.</param>
    /// <param name="confidence">In percent, above 0 and below 100; 99 by default.</param>
    /// <param name="sides">Which spikes alarm; both by default.</param>
    /// <exception cref="ArgumentException">The training series is too short or holds a value out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Another argument is out of range.</exception>
    public SsaSpikeDetector(ReadOnlySpan<double> training, int window, int historyLength = 100, double confidence = 99, TailSides sides = TailSides.Both)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(historyLength, 2);
        if (!(confidence > 0 && confidence < 100))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "The confidence lies between 0 and 100 percent.");
        if (sides is not (TailSides.Upper or TailSides.Lower or TailSides.Both))
            throw new ArgumentOutOfRangeException(nameof(sides), sides, "The sides are upper, lower or both.");
        _forecaster = new SubspaceForecaster(training, window);
        _history = ScoreHistory.For(_forecaster, historyLength);
        _sides = sides;
        _level = 1 - confidence / 100;
    }

    /// <summary>How many directions the signal was found to have: one for a level, two for a sine, three or more for richer ones.</summary>
    public int Rank => _forecaster.Rank;

    /// <summary>The value predicted next, in the values' unit.</summary>
    public double Expected => _forecaster.Next;

    /// <summary>Scores a value and goes on.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The score.</returns>
    public SsaScore Add(double value)
    {
        double expected = _forecaster.Next;
        if (!SubspaceForecaster.IsTaken(value))
        {
            _forecaster.Add(expected);
            return new SsaScore(expected, double.NaN, double.NaN, IsAnomalous: false);
        }

        double deviation = value - expected;
        double p = _history.PValue(deviation, _sides);
        bool isAnomalous = _history.IsFull && p <= _level;
        _history.Add(deviation);
        _forecaster.Add(value);
        return new SsaScore(expected, deviation, p, isAnomalous);
    }
}
