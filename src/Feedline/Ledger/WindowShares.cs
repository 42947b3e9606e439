namespace Feedline;

/// <summary>How the GPU time of one row is spread over the windows it touches, in nanoseconds: most often one, else two.</summary>
/// <remarks>Windows count back from the one in which the row ends, because that is known first.</remarks>
internal struct WindowShares
{
    private long[]? _earlier;
    private int _earlierCount;

    /// <summary>The window in which the row ends.</summary>
    public long LastWindow { get; init; }

    public long Last { get; private set; }

    public long SecondLast { get; private set; }

    /// <summary>What lies further back than windows are kept.</summary>
    public long Older { get; private set; }

    public readonly int Count => 2 + _earlierCount;

    /// <summary>The share of a window, so many before the last.</summary>
    public readonly long this[int before] => before switch
    {
        0 => Last,
        1 => SecondLast,
        _ => _earlier![before - 2],
    };

    /// <summary>Adds the time of one rank.</summary>
    public void Add(long start, long end)
    {
        long oldest = LedgerBook.OldestKept(LastWindow);
        if (start < oldest)
        {
            Older += Math.Min(end, oldest) - start;
            start = oldest;
        }

        for (long window = LedgerBook.WindowOf(end - 1); end > start; window--)
        {
            long from = Math.Max(start, window * LedgerBook.WindowLength);
            Add((int)(LastWindow - window), end - from);
            end = from;
        }
    }

    private void Add(int before, long nanoseconds)
    {
        if (before <= 0)
        {
            Last += nanoseconds;
        }
        else if (before == 1)
        {
            SecondLast += nanoseconds;
        }
        else
        {
            if (before - 2 >= (_earlier?.Length ?? 0))
                Array.Resize(ref _earlier, Math.Max(8, 2 * (before - 1)));

            _earlier![before - 2] += nanoseconds;
            _earlierCount = Math.Max(_earlierCount, before - 1);
        }
    }
}
