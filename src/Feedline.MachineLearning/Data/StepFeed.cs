namespace Feedline.MachineLearning;

/// <summary>A series on its way into the rows of a rank: the next of its samples. Used again for the next rank, as are its chunks.</summary>
internal sealed class StepFeed(SignalStore store)
{
    private readonly SeriesReader _reader = new(store);

    /// <summary>The needed columns it feeds.</summary>
    public int[] Columns { get; private set; } = [];

    public bool IsClock { get; private set; }

    public bool HasNext { get; private set; }

    public long Time => _reader.Time;

    public double Value => _reader.Value;

    public long Number => _reader.Number;

    /// <summary>Whether samples before the next one are no longer there.</summary>
    public bool IsAfterGap { get; private set; }

    public void Begin(in SeriesRange range, int[] columns, bool isClock)
    {
        Columns = columns;
        IsClock = isClock;
        _reader.Begin(range);
        HasNext = _reader.Read();
        IsAfterGap = range.From > 0 || _reader.IsAfterGap;
    }

    public void Advance()
    {
        HasNext = _reader.Read();
        IsAfterGap = _reader.IsAfterGap;
    }
}
