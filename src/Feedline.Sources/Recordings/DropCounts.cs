namespace Feedline.Sources;

/// <summary>What a file lost, by reason.</summary>
internal sealed class DropCounts
{
    private static readonly int Reasons = Enum.GetValues<DropReason>().Length;

    // Most files lose nothing.
    private Entry[]? _entries;

    /// <summary>How many points or lines, all reasons together.</summary>
    public long Total { get; private set; }

    public void Add(DropReason reason, int line, long count = 1)
    {
        if (count == 0)
        {
            return;
        }

        _entries ??= new Entry[Reasons];
        ref Entry entry = ref _entries[(int)reason];
        if (entry.Count == 0 || line < entry.Line)
        {
            entry.Line = line;
        }

        entry.Count += count;
        Total += count;
    }

    /// <summary>Counts, and keeps what was found the first time.</summary>
    public void Add(DropReason reason, int line, string detail)
    {
        Add(reason, line);
        _entries![(int)reason].Detail ??= detail;
    }

    /// <summary>Whether it happened before: if so, no words need to be made for it.</summary>
    public bool Has(DropReason reason) => _entries is not null && _entries[(int)reason].Count > 0;

    public bool TryGet(DropReason reason, out long count, out int line, out string? detail)
    {
        Entry entry = _entries is null ? default : _entries[(int)reason];
        (count, line, detail) = (entry.Count, entry.Line, entry.Detail);
        return count > 0;
    }

    private struct Entry
    {
        public long Count;
        public int Line;
        public string? Detail;
    }
}
