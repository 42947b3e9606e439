namespace Feedline.Signals;

/// <summary>
/// Finds changes of a stream that has seasons, trends, or both: of its level, slope, season or noise, and not single spikes. Not thread-safe.
/// </summary>
/// <remarks>
/// <para>The errors of the model's forecasts of its own training series are what is quiet. Each value, its error less what the error before lets
/// expect is ranked among those; the rank as a normal score z, within ±2.5, goes into the evidence R = mean of Rᵢ, Rᵢ ← (1 + Rᵢ) gᵢ(z), gᵢ the
/// likelihood ratios of a mean of ±0.5, ±1 or ±2 and of a standard deviation of 1.5 or 3. R ≥ A = W/(1 - confidence/100) is a
/// change: R begins at 0 again, and the window is filled anew, L values without a score, so that what was before does not spoil what comes after.</para>
/// <para>Calibration: were the z independent and exactly normal, R would reach A among any W values after a start with probability
/// 1 - confidence/100 at most, and take A values or more on average, 400 by default. Measured, in changes per 10,000 quiet values at the
/// default (25 at most is meant): white noise 7 to 10, seasons 2 to 7, t-distributed noise of 3 degrees 6 to 11, noise of autocorrelation 0.5
/// 3 to 9, of 0.9 9 to 19, for 240 to 2,000 values of training, L 24 or 48. More than meant: 53 where L is shorter than the season, the training
/// of 100 values and the noise of autocorrelation 0.9; up to 65 where a trend goes on for longer than the training series: take it off first.</para>
/// <para>Measured median delays, 480 values of training with a season of 24, noise 1: level ±1 33 values (but half are learnt before
/// they are told), ±2 6, ±5 2; slope 0.05 a value 32, 0.2 13; period 24 to 20 17; amplitude doubled 11; season ended 9; a quarter of it skipped 2.
/// A season that ends and a larger noise are changes, a smaller noise is none. A spike is not: of the values fed to the model none is farther
/// from its prediction than the training series' farthest.</para>
/// <para>The model is not changed by what comes: where the stream goes on as the model never saw, for instance with another period, there is a change again
/// and again: train anew. With n errors in the training series |z| stays below that of 1 in 2 (n + 1): train on 100 values or more.</para>
/// <para>NaN, an infinity or a value beyond ±1e150 counts as missing: not scored, the prediction stands in for it. Each value O(L rank + log N),
/// nothing allocated after construction, which costs O(N L rank). Sources: Shiryaev (1963) and Roberts (1966); Shin, Ramdas and Rinaldo, "E-detectors"
/// (2024), for mixtures and the bound; Vovk, Nouretdinov and Gammerman (2003) for ranks. See docs/decisions/0019.</para>
/// </remarks>
public sealed class SsaChangeDetector
{
    private readonly SubspaceForecaster _forecaster;
    private readonly ForecastErrors _errors;
    private readonly ChangeEvidence _evidence;
    private double _before;

    /// <summary>Makes a detector.</summary>
    /// <param name="model">What the stream is like while nothing changes.</param>
    /// <param name="historyLength">W, the values that the confidence is about, at least 1; 20 by default.</param>
    /// <param name="confidence">In percent, above 0 and below 100; 95 by default: at most one in 20 quiet stretches of W values holds a change.</param>
    /// <param name="error">How far a value is from its prediction; the difference by default.</param>
    /// <param name="isContinued">Whether the first value is the one after the training series, the default; else the first L fill the window and are not scored.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Another argument is out of range.</exception>
    public SsaChangeDetector(
        SsaModel model, int historyLength = 20, double confidence = 95, SsaError error = SsaError.SignedDifference, bool isContinued = true)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(historyLength, 1);
        if (!(confidence > 0 && confidence < 100))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "The confidence lies between 0 and 100 percent.");
        if (!Enum.IsDefined(error))
            throw new ArgumentOutOfRangeException(nameof(error), error, "There is no such measure.");
        _forecaster = new SubspaceForecaster(model, isContinued);
        _errors = new ForecastErrors(model, error);
        _evidence = new ChangeEvidence(error is SsaError.SignedDifference or SsaError.SignedProportion);
        _before = _errors.Mean;
        Threshold = historyLength / (1 - (confidence / 100));
    }

    /// <summary>A: the evidence that is a change, W/(1 - confidence/100).</summary>
    public double Threshold { get; }

    /// <summary>The value predicted next, in the values' unit; NaN while the window fills.</summary>
    public double Expected => _forecaster.Next;

    /// <summary>Scores a value and goes on.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The score.</returns>
    public SsaChangeScore Add(double value)
    {
        double expected = _forecaster.Next;
        if (!SsaModel.IsTaken(value))
        {
            _forecaster.Skip();
            return new SsaChangeScore(expected, double.NaN, double.NaN, 0, IsChange: false);
        }

        if (!_forecaster.IsFull)
        {
            _forecaster.Add(value);
            return new SsaChangeScore(expected, double.NaN, double.NaN, 0, IsChange: false);
        }

        double error = _errors.Of(value, expected);
        (double above, double score) = _errors.Rank(error, _before);
        double evidence = _evidence.Add(score);
        bool isChange = evidence >= Threshold;
        if (isChange)
        {
            _evidence.Reset();
            _forecaster.Restart();
            _forecaster.Add(value);
            _before = _errors.Mean;
        }
        else
        {
            // A spike must not spoil the predictions of the next L values.
            double taken = expected + Math.Clamp(value - expected, -_errors.Widest, _errors.Widest);
            _forecaster.Add(taken);
            _before = _errors.Of(taken, expected);
        }

        return new SsaChangeScore(expected, error, Math.Min(above, 1 - above), evidence, isChange);
    }
}
