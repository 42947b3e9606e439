namespace Feedline;

/// <summary>What became of a sample that was written.</summary>
public enum SampleOutcome
{
    /// <summary>It was kept.</summary>
    Accepted,

    /// <summary>Dropped: the value is NaN or infinite.</summary>
    NotFinite,

    /// <summary>Dropped: the value is one that counters and DCGM give for "no value", such as 4294967295 or a total below zero.</summary>
    Sentinel,

    /// <summary>Dropped: older than the series' last sample, as after a clock stepped back.</summary>
    OutOfOrder,

    /// <summary>
    /// Dropped: a running total fell, because its process restarted or it wrapped. The new total is the base for the increases
    /// that follow. The first total of a series is such a base too, but nothing is lost with it: it is accepted.
    /// </summary>
    CounterReset,

    /// <summary>Dropped: the store has as many series as it may have, and this would be one more.</summary>
    SeriesLimit,
}
