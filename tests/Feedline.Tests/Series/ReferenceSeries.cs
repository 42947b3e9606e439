namespace Feedline.Tests.Series;

/// <summary>What a series is meant to do, in the simplest words: a list of everything, and filters over it.</summary>
internal sealed class ReferenceSeries(SignalKind kind, int kept)
{
    private readonly List<(long Time, double Value)> _samples = [];
    private readonly List<double> _totals = [];
    private long _last = long.MinValue;

    public long End => _samples.Count;

    public SampleOutcome Write(long time, double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
            return SampleOutcome.NotFinite;
        if (kind is SignalKind.Gauge or SignalKind.Counter && value is 4294967295.0 or 2147483632.0)
            return SampleOutcome.Sentinel;
        if (kind == SignalKind.Counter && value < 0)
            return SampleOutcome.Sentinel;
        if (kind == SignalKind.Duration && (value < 0 || value > time / 1e9))
            return SampleOutcome.Sentinel;
        if (time < _last)
            return SampleOutcome.OutOfOrder;

        _last = time;
        if (kind != SignalKind.Counter)
        {
            _samples.Add((time, value));
            return SampleOutcome.Accepted;
        }

        _totals.Add(value);
        if (_totals.Count == 1)
            return SampleOutcome.Accepted;
        if (_totals[^1] < _totals[^2])
            return SampleOutcome.CounterReset;
        _samples.Add((time, _totals[^1] - _totals[^2]));
        return SampleOutcome.Accepted;
    }

    public (long Time, double Value)[] Kept() => [.. _samples.TakeLast(kept)];

    public (long Time, double Value)[] Window(long after, long length, int samples, int minimum, long now)
    {
        IEnumerable<(long Time, double Value)> window = Kept().Where(s => s.Time > after);
        if (length > 0)
            window = window.Where(s => now - s.Time < length);
        if (samples > 0)
            window = window.TakeLast(samples);
        var taken = window.ToArray();
        return taken.Length < minimum ? [] : taken;
    }

    public (long Time, double Value)[] ReadFrom(ref long cursor, int room)
    {
        long from = Math.Max(cursor, Math.Max(0, _samples.Count - kept));
        var read = _samples.Skip((int)from).Take(room).ToArray();
        if (cursor < End)
            cursor = from + read.Length;
        return read;
    }
}
