namespace Feedline;

/// <summary>How the samples of one rank that fall into one training step become one number.</summary>
public enum StepAggregation
{
    /// <summary>Their sum: durations of parts, increases of counters.</summary>
    Sum,

    /// <summary>The greatest.</summary>
    Max,

    /// <summary>The last.</summary>
    Last,

    /// <summary>
    /// When the last sample was taken, in seconds after <see cref="StepRow.StartUnixNanoseconds"/>. Clocks of nodes disagree:
    /// compare a rank with its own past, never two ranks with each other.
    /// </summary>
    LastTime,
}
