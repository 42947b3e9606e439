namespace Feedline;

/// <summary>One series: its key, its ring, and the judgement of what may enter it. Safe for any number of threads.</summary>
internal sealed class StoredSeries
{
    private readonly Lock _gate = new();
    private readonly SignalKind _kind;
    private readonly bool _isBytes;
    private readonly YoungestSample[] _page;
    private readonly int _place;
    private SampleRing _ring;
    private long _lastWrite = long.MinValue;
    private double _total;
    private bool _hasTotal;

    /// <param name="key">The key.</param>
    /// <param name="index">The number of the series.</param>
    /// <param name="samples">How many samples are kept.</param>
    /// <param name="youngest">Where to show how many samples there are, and the youngest.</param>
    public StoredSeries(SeriesKey key, int index, int samples, (YoungestSample[] Page, int Place) youngest)
    {
        Key = key;
        Index = index;
        (_page, _place) = youngest;
        _kind = key.Signal.Kind;
        _isBytes = string.Equals(key.Signal.Unit, "By", StringComparison.Ordinal);
        _ring = new SampleRing(samples);
    }

    public SeriesKey Key { get; }

    public int Index { get; }

    /// <summary>The samples held, and the total a counter began with.</summary>
    public long Accepted => _ring.End + (Volatile.Read(ref _hasTotal) ? 1 : 0);

    /// <summary>Writes a sample that the given clock stamped before the lock was taken; without a clock the time is the caller's.</summary>
    public SampleOutcome Write(long time, double value, TimeProvider? clock)
    {
        if (!double.IsFinite(value))
            return SampleOutcome.NotFinite;

        if (_kind is SignalKind.Gauge or SignalKind.Counter && Sentinels.Contains(value, _kind, _isBytes))
            return SampleOutcome.Sentinel;

        // A duration that is negative, or began before 1970, is none.
        if (_kind == SignalKind.Duration && !(value >= 0 && value <= UnixTime.ToSeconds(time)))
            return SampleOutcome.Sentinel;

        lock (_gate)
        {
            if (time < _lastWrite)
            {
                // Another thread may have been stamped later and yet come first: that is no clock that stepped back.
                if (clock is not null)
                    time = SignalStore.Now(clock);
                if (time < _lastWrite)
                    return SampleOutcome.OutOfOrder;
            }

            _lastWrite = time;
            if (_kind != SignalKind.Counter)
            {
                Append(time, value);
                return SampleOutcome.Accepted;
            }

            return WriteTotal(time, value);
        }
    }

    /// <summary>Writes a sample that no other may make too old: its time is at least that of the sample before.</summary>
    public void WriteLatest(long time, double value)
    {
        lock (_gate)
        {
            _lastWrite = Math.Max(_lastWrite, time);
            Append(_lastWrite, value);
        }
    }

    public int ReadFrom(ref long cursor, Span<long> times, Span<double> values)
    {
        // To wait for a lock would keep the processor from fetching the next series meanwhile.
        if (_ring.TryRead(cursor, times, values, out int read))
        {
            cursor += read;
            return read;
        }

        lock (_gate)
        {
            cursor = Math.Max(cursor, _ring.Start);
            int count = (int)Math.Min(Math.Min(times.Length, values.Length), _ring.End - cursor);
            _ring.CopyTo(cursor, times[..count], values[..count]);
            cursor += count;
            return count;
        }
    }

    public SampleWindow Window(WindowSpec window, long now, WindowMemory memory)
    {
        lock (_gate)
        {
            long after = window.FromUnixNanoseconds;
            if (window.LengthNanoseconds > 0)
            {
                // Near the start of time the subtraction would wrap to the far future.
                long start = now - window.LengthNanoseconds;
                after = Math.Max(after, start < now ? start : long.MinValue);
            }

            long from = after == long.MinValue ? _ring.Start : _ring.FirstAfter(after);
            if (window.Samples > 0)
                from = Math.Max(from, _ring.End - window.Samples);

            int count = (int)(_ring.End - from);
            if (count < window.MinimumSamples || count == 0)
                return default;

            memory.Take(count, out Span<long> times, out Span<double> values);
            _ring.CopyTo(from, times, values);
            return new SampleWindow(times, values);
        }
    }

    private SampleOutcome WriteTotal(long time, double total)
    {
        double increase = total - _total;
        _total = total;
        if (!_hasTotal)
        {
            Volatile.Write(ref _hasTotal, true);
            return SampleOutcome.Accepted;
        }

        if (increase < 0)
            return SampleOutcome.CounterReset;

        Append(time, increase);
        return SampleOutcome.Accepted;
    }

    private void Append(long time, double value)
    {
        _ring.Append(time, value);

        // Only now: a sample that is shown can be read from the ring.
        _page[_place].Set(_ring.End, time, value);
    }
}
