namespace Feedline;

/// <summary>Predicts the next value by whichever of a few simple predictors has lately erred least, and knows by how much they err.</summary>
/// <remarks>The last value, an exponential average, and the level with its season. Errors far out count as moderate ones.</remarks>
internal sealed class StepPredictor
{
    private const double AverageRate = 0.3;

    // Averages over about so many values; over all while there are fewer.
    private const int ErrorWindow = 64;
    private const int ScaleWindow = 1024;
    private const int ShortWindow = 16;
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
    private NearLogarithm _log;

    /// <summary>Standard deviation of the error, were it normal.</summary>
    public double ErrorScale(double floor) => double.MaxNative(_meanError * (1 / NormalMeanDeviation), floor);

    public double Predict(double usual) =>
        _seen == 0 || _isLevelBest ? usual : _lastError < _averageError ? _last : _average;

    /// <summary>How far the short-run size of errors is from the usual, either way, in standard deviations of normal noise.</summary>
    public double SpreadDeviation(double error, double floor)
    {
        double shortError = _shortError + 1.0 / ShortWindow * (double.MinNative(Math.Abs(error), Most(floor)) - _shortError);
        return Math.Abs(_log.Of(Comparable(shortError, floor)) - _logMean) * (1 / LogSpread);
    }

    public void Learn(double value, double predicted, double usual, double floor)
    {
        if (_seen++ > 0)
        {
            double most = Most(floor);
            double rate = Rate(ErrorWindow, _seen);
            _lastError += rate * (double.MinNative(Math.Abs(value - _last), most) - _lastError);
            _averageError += rate * (double.MinNative(Math.Abs(value - _average), most) - _averageError);
            _levelError += rate * (double.MinNative(Math.Abs(value - usual), most) - _levelError);

            double error = double.MinNative(Math.Abs(value - predicted), most);
            _meanError += Rate(ScaleWindow, _seen) * (error - _meanError);
            _shortError += Rate(ShortWindow, _seen) * (error - _shortError);

            // The first errors are not yet to be called usual or not, and without any the logarithm is minus infinity.
            if (_seen > Settling)
                _logMean += Rate(ScaleWindow, _seen - Settling) * (_log.OfNext(Comparable(_shortError, floor)) - _logMean);

            // The others have to be clearly better: where all are alike, the level is the one that an anomaly cannot move.
            _isLevelBest = _levelError <= 1.1 * double.MinNative(_lastError, _averageError);
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

    private static double Rate(int window, long seen) => seen < window ? 1.0 / seen : 1.0 / window;

    /// <summary>As much as an error counts.</summary>
    private double Most(double floor) => _seen < Settling ? double.PositiveInfinity : ClipAt * double.MaxNative(_meanError, floor);

    // What all errors are to be small against, else quantised values would have a spread of minus infinity.
    private double Comparable(double shortError, double floor) => shortError + LogFloor * _meanError + floor;
}
