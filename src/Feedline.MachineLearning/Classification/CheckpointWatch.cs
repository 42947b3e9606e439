using Feedline.Signals;

namespace Feedline.MachineLearning.Classification;

/// <summary>How the last checkpoint compares with those before it, and, where none is told, the last long pause with those before.</summary>
internal sealed class CheckpointWatch
{
    /// <summary>So many normal ones must have been seen.</summary>
    private const int WarmUp = 2;

    /// <summary>From so many times the normal length on it is not learned.</summary>
    private const double Slow = 2;

    /// <summary>A row so many times as long as the normal step is a pause.</summary>
    private const double PauseFactor = 2;

    /// <summary>The last checkpoint tells of the present for so many times the usual distance to the next.</summary>
    private const double Remembered = 1.5;

    /// <summary>A pause tells of the present for so many rows.</summary>
    private const int PauseRows = 256;

    private readonly RobustBaseline _writes = new(32);
    private readonly RobustBaseline _blocking = new(32);
    private readonly RobustBaseline _periods = new(32);
    private readonly RobustBaseline _pauses = new(32);
    private double _writeRatio = double.NaN;
    private double _blockingRatio = double.NaN;
    private double _cost = double.NaN;
    private double _pauseRatio;
    private long _lastSequence = -1;
    private long _lastPause = long.MinValue;
    private double _pendingWrite = double.NaN;
    private double _pendingBlocking = double.NaN;

    /// <summary>When the last row with a checkpoint began and ended, in nanoseconds since 1970; <see cref="long.MinValue"/> before the first.</summary>
    public long LastStart { get; private set; } = long.MinValue;

    public long LastEnd { get; private set; } = long.MinValue;

    public void Observe(in StepRow row, double write, double blocking, double evaluation, double normalStep)
    {
        double raw = row.Seconds - (double.IsNaN(evaluation) ? 0 : evaluation);
        if (normalStep > 0 && raw > PauseFactor * normalStep)
            ObservePause(row, raw - normalStep);

        if (double.IsNaN(write) && double.IsNaN(blocking))
            return;

        double expectedWrite = Expected(_writes);
        double expectedBlocking = Expected(_blocking);
        _writeRatio = Ratio(write, expectedWrite);
        _blockingRatio = Ratio(blocking, expectedBlocking);
        bool byWrite = !double.IsNaN(_writeRatio);
        double seconds = LastEnd == long.MinValue ? double.NaN : UnixTime.ToSeconds(row.EndUnixNanoseconds - LastEnd);
        double excess = byWrite ? write - expectedWrite : blocking - expectedBlocking;
        _cost = seconds > 0 ? Math.Max(0, excess) / seconds : double.NaN;
        bool isSlow = Math.Max(Or(_writeRatio, 0), Or(_blockingRatio, 0)) > Math.Log2(Slow);
        if (isSlow)
        {
            (_pendingWrite, _pendingBlocking) = (write, blocking);
        }
        else
        {
            // One that was slow alone is part of what is normal.
            _writes.Add(_pendingWrite);
            _blocking.Add(_pendingBlocking);
            _pendingWrite = _pendingBlocking = double.NaN;
            _writes.Add(write);
            _blocking.Add(blocking);
        }

        if (_lastSequence >= 0)
            _periods.Add(row.Sequence - _lastSequence);

        _lastSequence = row.Sequence;
        LastStart = row.StartUnixNanoseconds;
        LastEnd = row.EndUnixNanoseconds;
    }

    public void Read(long sequence, bool isWritten, bool isTimed, Span<double> features)
    {
        bool isRecent = _periods.Count > 0 && sequence - _lastSequence <= Remembered * _periods.Median;
        features[(int)WindowFeature.CheckpointWriteRatio] = !isWritten ? double.NaN : isRecent ? Or(_writeRatio, 0) : 0;
        features[(int)WindowFeature.CheckpointBlockingRatio] = !isTimed ? double.NaN : isRecent ? Or(_blockingRatio, 0) : 0;
        features[(int)WindowFeature.CheckpointCost] = !isWritten && !isTimed ? double.NaN : isRecent ? Or(_cost, 0) : 0;
        features[(int)WindowFeature.PauseRatio] = sequence - _lastPause <= PauseRows ? _pauseRatio : 0;
    }

    private void ObservePause(in StepRow row, double seconds)
    {
        double expected = Expected(_pauses);
        _pauseRatio = Or(Ratio(seconds, expected), 0);
        _lastPause = row.Sequence;
        if (!(seconds > Slow * expected))
            _pauses.Add(seconds);
    }

    private static double Expected(RobustBaseline normal) => normal.Count >= WarmUp ? normal.Median : double.NaN;

    private static double Ratio(double value, double expected) => expected > 0 && value > 0 ? Math.Log2(value / expected) : double.NaN;

    private static double Or(double value, double otherwise) => double.IsNaN(value) ? otherwise : value;
}
