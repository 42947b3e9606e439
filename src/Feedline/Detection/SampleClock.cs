using Feedline.Signals;

namespace Feedline;

/// <summary>Tells the usual interval between samples, gaps and late samples, and counts ticks of that interval.</summary>
internal sealed class SampleClock
{
    private const int Kept = 31;
    private const double GapAt = 10;
    private const int LateBeforeReset = 8;
    private const long MostTicks = 1L << 40;

    private readonly double[] _intervals = new double[Kept];
    private readonly double[] _work = new double[Kept];
    private int _count;
    private int _next;
    private int _late;
    private long _last;
    private bool _hasLast;
    private double _usual;

    /// <summary>How many usual intervals have passed, as near as can be told.</summary>
    public long Tick { get; private set; }

    public UnscoredReason Advance(long time)
    {
        if (!_hasLast)
        {
            _hasLast = true;
            _last = time;
            return UnscoredReason.None;
        }

        double interval = (double)time - _last;
        if (interval < 0 && ++_late < LateBeforeReset)
            return UnscoredReason.OutOfOrder;

        // So many in a row are no late samples: the clock was set back.
        bool wasReset = interval < 0;
        _late = 0;
        _last = time;
        bool isGap = wasReset || (_count == Kept && _usual > 0 && interval > GapAt * _usual);
        Tick += isGap || (_count == Kept && _usual > 0 && interval > 1.5 * _usual)
            ? Math.Clamp((long)Math.Round(Math.Abs(interval) / Math.Max(_usual, 1)), 1, MostTicks) : 1;
        if (!wasReset)
            Learn(interval);
        return isGap ? UnscoredReason.Gap : UnscoredReason.None;
    }

    public void Write(StateWriter state)
    {
        state.Write(_intervals);
        state.Write(_count);
        state.Write(_next);
        state.Write(_late);
        state.Write(_last);
        state.Write(_hasLast ? 1 : 0);
        state.Write(_usual);
        state.Write(Tick);
    }

    public void Read(StateReader state)
    {
        state.Read(_intervals);
        _count = state.ReadInt(0, Kept);
        _next = state.ReadInt(0, Kept - 1);
        _late = state.ReadInt(0, LateBeforeReset - 1);
        _last = state.ReadLong();
        _hasLast = state.ReadInt(0, 1) == 1;
        _usual = state.ReadDouble();
        Tick = state.ReadLong();
    }

    private void Learn(double interval)
    {
        _intervals[_next] = interval;
        _next = (_next + 1) % Kept;
        _count = Math.Min(_count + 1, Kept);
        if (_next != 0)
            return;

        _intervals.CopyTo(_work, 0);
        _usual = Median.InPlace(_work.AsSpan(0, _count));
    }
}
