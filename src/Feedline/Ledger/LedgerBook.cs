using System.Collections.Immutable;

namespace Feedline;

/// <summary>The GPU time of a job as it is booked: in all, and by windows of time.</summary>
internal sealed class LedgerBook
{
    /// <summary>A minute, in nanoseconds.</summary>
    public const long WindowLength = 60 * UnixTime.NanosecondsPerSecond;

    /// <summary>The windows of a day are kept.</summary>
    private const int MostWindows = 1_440;

    private readonly (long Window, LedgerSums Sums)[] _windows;
    private long _newest = -1;

    public LedgerBook()
        : this(new LedgerSums(), new (long, LedgerSums)[MostWindows])
    {
    }

    private LedgerBook(LedgerSums total, (long Window, LedgerSums Sums)[] windows) => (Total, _windows) = (total, windows);

    public LedgerSums Total { get; }

    /// <summary>The window that a time lies in.</summary>
    public static long WindowOf(long unixNanoseconds) => unixNanoseconds / WindowLength;

    /// <summary>Where the oldest window begins that is kept along with a window.</summary>
    public static long OldestKept(long window) => (window - MostWindows + 1) * WindowLength;

    /// <summary>Books time of a row.</summary>
    public void Add(ref WindowCursor cursor, in LossKey key, long nanoseconds)
    {
        Total.Add(key, nanoseconds);
        while (nanoseconds > 0)
        {
            long taken = cursor.Take(nanoseconds);
            nanoseconds -= taken;
            AddTo(cursor.Window, key, taken);
        }
    }

    /// <summary>Books all of a rank's time between two times.</summary>
    public void Add(long start, long end, in LossKey key)
    {
        Total.Add(key, end - start);
        start = Math.Max(start, OldestKept(WindowOf(end)));
        while (start < end)
        {
            long window = WindowOf(start);
            long until = Math.Min(end, (window + 1) * WindowLength);
            AddTo(window, key, until - start);
            start = until;
        }
    }

    public LedgerBook Copy()
    {
        var windows = new (long Window, LedgerSums Sums)[MostWindows];
        for (int i = 0; i < windows.Length; i++)
            windows[i] = (_windows[i].Window, _windows[i].Sums?.Copy()!);

        return new LedgerBook(Total.Copy(), windows) { _newest = _newest };
    }

    /// <summary>The ledgers of the windows between two times.</summary>
    public ImmutableArray<LedgerWindow> ToWindows(int worldSize, long start, long end, IReadOnlyList<Finding> findings)
    {
        var windows = ImmutableArray.CreateBuilder<LedgerWindow>();
        for (long window = Math.Max(WindowOf(start), _newest - MostWindows + 1); window <= _newest; window++)
        {
            long from = Math.Max(start, window * WindowLength);
            long until = Math.Min(end, (window + 1) * WindowLength);
            (long Window, LedgerSums Sums) kept = _windows[window % MostWindows];
            if (from < until && kept.Sums is not null && kept.Window == window)
            {
                windows.Add(new LedgerWindow
                {
                    StartUnixNanoseconds = from,
                    EndUnixNanoseconds = until,
                    Ledger = kept.Sums.ToLedger(worldSize * (until - from), findings),
                });
            }
        }

        return windows.ToImmutable();
    }

    private void AddTo(long window, in LossKey key, long nanoseconds)
    {
        if (window <= _newest - MostWindows)
            return;

        _newest = Math.Max(_newest, window);
        ref (long Window, LedgerSums Sums) slot = ref _windows[window % MostWindows];
        slot.Sums ??= new LedgerSums();
        if (slot.Window != window)
        {
            slot.Window = window;
            slot.Sums.Clear();
        }

        slot.Sums.Add(key, nanoseconds);
    }
}
