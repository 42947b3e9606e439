namespace Feedline.Reliability;

/// <summary>Why steps take longer than they ideally would.</summary>
public enum SlowdownCause
{
    /// <summary>They hardly do: less than a tenth.</summary>
    None,

    /// <summary>A few workers are slower than the others.</summary>
    SlowWorker,

    /// <summary>A stage has more to do than the others, on all data-parallel ranks.</summary>
    StageImbalance,

    /// <summary>Micro-batches differ in work, as sequences differ in length.</summary>
    SequenceLengthImbalance,

    /// <summary>Transfers and reductions take longer than the usual of their kind.</summary>
    Communication,

    /// <summary>Operations begin later than they could: the host prepares them too slowly, or waits for data.</summary>
    LaunchDelay,

    /// <summary>No single cause explains half of it.</summary>
    Unclear,
}
