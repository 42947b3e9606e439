namespace Feedline;

/// <summary>Predicts the next value by whichever of a few simple predictors has lately erred least, and knows by how much they err.</summary>
/// <remarks>The last value, an exponential average, and the level with its season. Errors far out count as moderate ones.</remarks>
internal sealed class StepPredictor
{
    private const double AverageRate = 0.3;
    private const double ErrorRate = 1.0 / 64;
    private const double ScaleRate = 1.0 / 1024;
    private const double ShortRate = 1.0 / 16;
    private const double ClipAt = 6;
    private const int Settling = 16;

    // Mean absolute deviation of a normal distribution, and the spread of the logarithm of an average over some 31 of them.
    private const double NormalMeanDeviation = 0.7979;
    private const double LogSpread = 0.14;
    private const double LogFloor = 0.02;

    private long _seen;
    private double _last;
    private double _average;
    private double _lastError;
    private double _averageError;
    private double _levelError;
    private double _meanError;
    private double _shortError;
    private double _logMean;
    private bool _isLevelBest;

    /// <summary>Standard deviation of the error, were it normal.</summary>
    public double ErrorScale(double floor) => Math.Max(_meanError / NormalMeanDeviation, floor);

    public double Predict(double usual) =>
        _seen == 0 || _isLevelBest ? usual : _lastError < _averageError ? _last : _average;

    /// <summary>How far the short-run size of errors is from the usual, either way, in standard deviations of normal noise.</summary>
    public double SpreadDeviation(double error, double floor)
    {
        double shortError = _shortError + ShortRate * (Clip(Math.Abs(error), floor) - _shortError);
        return Math.Abs(LogOf(shortError, floor) - _logMean) / LogSpread;
    }

    public void Learn(double value, double predicted, double usual, double floor)
    {
        if (_seen++ > 0)
        {
            double rate = Math.Max(ErrorRate, 1.0 / _seen);
            _lastError += rate * (Clip(Math.Abs(value - _last), floor) - _lastError);
            _averageError += rate * (Clip(Math.Abs(value - _average), floor) - _averageError);
            _levelError += rate * (Clip(Math.Abs(value - usual), floor) - _levelError);

            double error = Clip(Math.Abs(value - predicted), floor);
            _meanError += Math.Max(ScaleRate, 1.0 / _seen) * (error - _meanError);
            _shortError += Math.Max(ShortRate, 1.0 / _seen) * (error - _shortError);

            // The first errors are not yet to be called usual or not, and without any the logarithm is minus infinity.
            if (_seen > Settling)
                _logMean += Math.Max(ScaleRate, 1.0 / (_seen - Settling)) * (LogOf(_shortError, floor) - _logMean);

            // The others have to be clearly better: where all are alike, the level is the one that an anomaly cannot move.
            _isLevelBest = _levelError <= 1.1 * Math.Min(_lastError, _averageError);
        }

        _average = _seen == 1 ? value : _average + AverageRate * (value - _average);
        _last = value;
    }

    /// <summary>After a gap the last values say nothing.</summary>
    public void Jump(double value)
    {
        _last = value;
        _average = value;
    }

    public void Write(StateWriter state)
    {
        state.Write(_seen);
        state.Write([_last, _average, _lastError, _averageError, _levelError, _meanError, _shortError, _logMean]);
        state.Write(_isLevelBest ? 1 : 0);
    }

    public void Read(StateReader state)
    {
        _seen = state.ReadLong();
        _last = state.ReadDouble();
        _average = state.ReadDouble();
        _lastError = state.ReadDouble();
        _averageError = state.ReadDouble();
        _levelError = state.ReadDouble();
        _meanError = state.ReadDouble();
        _shortError = state.ReadDouble();
        _logMean = state.ReadDouble();
        _isLevelBest = state.ReadInt(0, 1) == 1;
    }

    private double Clip(double error, double floor) => _seen < Settling ? error : Math.Min(error, ClipAt * Math.Max(_meanError, floor));

    // What all errors are to be small against, else quantised values would have a spread of minus infinity.
    private double LogOf(double shortError, double floor) => Math.Log(shortError + LogFloor * _meanError + floor);
}
