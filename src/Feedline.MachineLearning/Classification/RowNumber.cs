namespace Feedline.MachineLearning.Classification;

/// <summary>One number of a training step, made of what its ranks tell. Durations are in seconds.</summary>
internal enum RowNumber
{
    /// <summary>The step, checkpoint and evaluation aside.</summary>
    Step,

    /// <summary>The typical rank's wait for input.</summary>
    Wait,

    /// <summary>By how much longer the slowest rank waits for input.</summary>
    WaitSlowest,

    /// <summary>The typical rank's computing.</summary>
    Compute,

    /// <summary>By how much longer the slowest rank computes.</summary>
    ComputeSlowest,

    /// <summary>The least collective time over the ranks, in which nobody is waited for.</summary>
    Collective,

    /// <summary>From the least collective time to the greatest.</summary>
    CollectiveSpread,

    /// <summary>The typical rank's reads of training data.</summary>
    Read,

    /// <summary>By how much longer the slowest rank reads.</summary>
    ReadSlowest,

    /// <summary>The typical rank's metadata operations.</summary>
    Metadata,

    /// <summary>By how much longer the slowest rank's metadata operations take.</summary>
    MetadataSlowest,

    /// <summary>The typical rank's wait for input less its reads and metadata operations: decoding.</summary>
    Decode,

    /// <summary>The step less the typical rank's wait for input and computing: where collectives are not timed, they are in it.</summary>
    Rest,

    /// <summary>How far replicas disagree on the norm of the gradient, as a share of it.</summary>
    Disagreement,
}
