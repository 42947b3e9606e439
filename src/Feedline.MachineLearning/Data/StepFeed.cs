namespace Feedline.MachineLearning;

/// <summary>A series on its way into the rows of a rank: the next of its samples.</summary>
internal sealed class StepFeed
{
    private readonly SeriesReader _reader;
    private readonly bool _isCut;

    public StepFeed(SignalStore store, in SeriesRange range, int[] columns, bool isClock)
    {
        Columns = columns;
        IsClock = isClock;
        _isCut = range.From > 0;
        _reader = new SeriesReader(store);
        _reader.Begin(range);
        HasNext = _reader.Read();
        IsAfterGap = HasNext && (_isCut || _reader.IsAfterGap);
    }

    /// <summary>The needed columns it feeds.</summary>
    public int[] Columns { get; }

    public bool IsClock { get; }

    public bool HasNext { get; private set; }

    public long Time => _reader.Time;

    public double Value => _reader.Value;

    public long Number => _reader.Number;

    /// <summary>Whether samples before the next one are no longer there.</summary>
    public bool IsAfterGap { get; private set; }

    public void Advance()
    {
        HasNext = _reader.Read();
        IsAfterGap = _reader.IsAfterGap;
    }
}
