namespace Feedline;

/// <summary>Where in a step time beyond normal went, before it is known which finding accounts for it.</summary>
internal enum LossPool
{
    /// <summary>Waiting for reads.</summary>
    Read,

    /// <summary>Waiting for input beyond reads and metadata: decoding and the loader's own work.</summary>
    Preparation,

    /// <summary>Waiting for files to be opened and found.</summary>
    Metadata,

    /// <summary>Computing.</summary>
    Compute,

    /// <summary>Communication in which nobody was waited for.</summary>
    Communication,

    /// <summary>The part of a checkpoint beyond its normal length.</summary>
    Checkpoint,

    /// <summary>Time between the measured parts.</summary>
    Other,
}
