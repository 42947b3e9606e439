using System.Runtime.InteropServices;

namespace Feedline;

/// <summary>One rank of a job: its step clock, and the series that feed its columns.</summary>
internal sealed class RankSteps(int rank)
{
    private int _sorted;

    public int Rank { get; } = rank;

    public string? Node { get; set; }

    /// <summary>Series of <see cref="SignalNames.Step"/>: one, or one an attempt.</summary>
    public List<ColumnFeed> Numbers { get; } = [];

    /// <summary>Series of <see cref="SignalNames.StepDuration"/>: the clock of a job that does not number its steps.</summary>
    public List<ColumnFeed> Durations { get; } = [];

    /// <summary>True once the rank has numbered a step.</summary>
    public bool IsNumbered { get; set; }

    /// <summary>How many steps without a number were counted.</summary>
    public long Counted { get; set; }

    public long LastStep { get; set; } = -1;

    public int Attempt { get; set; }

    /// <summary>End of the last step; long.MinValue before the first.</summary>
    public long LastEnd { get; set; } = long.MinValue;

    /// <summary>From the end of the step before the last to the end of the last; 0 before the second.</summary>
    public long LastGap { get; set; }

    /// <summary>How far the rank's clock is ahead of the one that all ranks are measured by.</summary>
    public long Offset { get; set; }

    /// <summary>The row of the last step; -1 before the first.</summary>
    public long LastSequence { get; set; } = -1;

    /// <summary>True from when rows were closed without the rank until it ends one of the open rows again.</summary>
    public bool IsAbsent { get; set; }

    /// <summary>A rank without a step clock takes part in no row.</summary>
    public bool HasClock => Numbers.Count > 0 || Durations.Count > 0;

    public long Heartbeat { get; set; } = long.MinValue;

    /// <summary>All series of the rank, for its heartbeat.</summary>
    public List<int> Series { get; } = [];

    /// <summary>The series that feed columns.</summary>
    public List<ColumnFeed> Feeds { get; } = [];

    /// <summary>The series that feed columns, those of a column side by side in the order in which they came.</summary>
    public Span<ColumnFeed> FeedsByColumn()
    {
        if (_sorted != Feeds.Count)
        {
            Feeds.Sort(static (x, y) => x.Column != y.Column ? x.Column.CompareTo(y.Column) : x.Series.CompareTo(y.Series));
            _sorted = Feeds.Count;
        }

        return CollectionsMarshal.AsSpan(Feeds);
    }
}
