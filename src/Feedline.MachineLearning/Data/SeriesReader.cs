namespace Feedline.MachineLearning;

/// <summary>Reads ranges of series from a store in chunks, beside its writers. A class, reused for one range after another.</summary>
internal sealed class SeriesReader(SignalStore store)
{
    private const int Chunk = 256;

    private readonly long[] _times = new long[Chunk];
    private readonly double[] _values = new double[Chunk];
    private SeriesRange _range;
    private long _cursor;
    private int _next;
    private int _count;

    /// <summary>The time of the sample; after <see cref="Read"/>.</summary>
    public long Time => _times[_next];

    public double Value => _values[_next];

    /// <summary>The number of the sample in its series.</summary>
    public long Number => _cursor - _count + _next;

    /// <summary>Whether writers have overwritten samples just before this one, so that they are missing.</summary>
    public bool IsAfterGap { get; private set; }

    public void Begin(in SeriesRange range)
    {
        _range = range;
        _cursor = range.From;
        _next = -1;
        _count = 0;
    }

    /// <summary>Goes to the next sample; false at the end of the range.</summary>
    public bool Read()
    {
        IsAfterGap = false;
        if (++_next < _count)
            return true;

        if (_cursor >= _range.To)
        {
            _next--;
            return false;
        }

        long expected = _cursor;
        int wanted = (int)Math.Min(Chunk, _range.To - _cursor);
        _count = store.ReadFrom(_range.Index, ref _cursor, _times.AsSpan(0, wanted), _values);
        _next = 0;
        IsAfterGap = _cursor - _count > expected;

        // A cursor that jumped may have come beyond the end.
        _count -= (int)Math.Clamp(_cursor - _range.To, 0, _count);
        _cursor = Math.Min(_cursor, _range.To);
        if (_count > 0)
            return true;

        _next = -1;
        return false;
    }
}
