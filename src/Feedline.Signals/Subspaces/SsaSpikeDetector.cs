namespace Feedline.Signals;

/// <summary>
/// Finds spikes of a stream that has seasons, trends, or both: alarms where it does not go on as a model has learnt. Not thread-safe.
/// </summary>
/// <remarks>
/// <para>Each value, deviation = value - prediction; its p-value is the mean over the last W deviations d of the normal tail
/// P(z &gt; (deviation - d) / s), s their standard deviation, on the side asked for, of both sides the smaller. An alarm when
/// p ≤ 1 - confidence/100, once W deviations are there.</para>
/// <para>A kernel as wide as the deviations spread is cautious: of normal deviations about 0.1 % alarm on both sides together at 99. s is
/// at least 1e-6 of the training series' standard deviation and 1e-10 of its largest magnitude, so that rounding does not alarm: a
/// constant that goes on never does.</para>
/// <para>NaN, an infinity or a value beyond ±1e150 counts as missing: not scored, the prediction stands in for it. Each value
/// O(L rank + W), nothing allocated after construction. The model is not changed by what comes. Source: as SsaSpikeDetector of
/// Microsoft.ML.TimeSeries, but in double precision, without a unit of its own, and silent until W deviations are there.</para>
/// </remarks>
public sealed class SsaSpikeDetector
{
    private readonly SubspaceForecaster _forecaster;
    private readonly ScoreHistory _history;
    private readonly TailSides _sides;
    private readonly double _level;

    /// <summary>Makes a detector.</summary>
    /// <param name="model">What the stream is like.</param>
    /// <param name="historyLength">W, how many deviations one is compared with, at least 2; 100 by default.</param>
    /// <param name="confidence">In percent, above 0 and below 100; 99 by default.</param>
    /// <param name="sides">Which spikes alarm; both by default.</param>
    /// <param name="isContinued">Whether the first value is the one after the training series, the default; else the first L fill the window and are not scored.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Another argument is out of range.</exception>
    public SsaSpikeDetector(SsaModel model, int historyLength = 100, double confidence = 99, TailSides sides = TailSides.Both, bool isContinued = true)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(historyLength, 2);
        if (!(confidence > 0 && confidence < 100))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "The confidence lies between 0 and 100 percent.");
        if (sides is not (TailSides.Upper or TailSides.Lower or TailSides.Both))
            throw new ArgumentOutOfRangeException(nameof(sides), sides, "The sides are upper, lower or both.");
        _forecaster = new SubspaceForecaster(model, isContinued);
        _history = ScoreHistory.For(model, historyLength);
        _sides = sides;
        _level = 1 - confidence / 100;
    }

    /// <summary>The value predicted next, in the values' unit; NaN while the window fills.</summary>
    public double Expected => _forecaster.Next;

    /// <summary>Scores a value and goes on.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The score.</returns>
    public SsaScore Add(double value)
    {
        double expected = _forecaster.Next;
        if (!SsaModel.IsTaken(value))
        {
            _forecaster.Skip();
            return new SsaScore(expected, double.NaN, double.NaN, IsAnomalous: false);
        }

        if (!_forecaster.IsFull)
        {
            _forecaster.Add(value);
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
