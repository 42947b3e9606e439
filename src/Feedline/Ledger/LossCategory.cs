namespace Feedline;

/// <summary>In what part of a job GPU time was lost, whatever the cause.</summary>
/// <remarks>A closed set. Planned costs and failures share it: a checkpoint that stalls loses time in <see cref="CheckpointSave"/> too.</remarks>
public enum LossCategory
{
    /// <summary>Before a rank's first step: start of processes, placement, loading.</summary>
    Startup,

    /// <summary>Waiting for the scheduler to place the workers, before a rank's first step.</summary>
    Scheduling,

    /// <summary>What the first steps of the job take beyond the normal step: compilation, empty caches.</summary>
    FirstSteps,

    /// <summary>Input wait in which data was read.</summary>
    InputRead,

    /// <summary>Input wait in which files were opened and found.</summary>
    InputMetadata,

    /// <summary>Input wait beyond reads and metadata: decoding, the loader's own work, or what was not measured.</summary>
    InputPreparation,

    /// <summary>A rank's own computing beyond normal.</summary>
    Compute,

    /// <summary>Collectives in which nobody was waited for.</summary>
    Communication,

    /// <summary>Waiting in a collective for a rank that came late.</summary>
    StragglerWait,

    /// <summary>Blocked by the saving of a checkpoint.</summary>
    CheckpointSave,

    /// <summary>Evaluations.</summary>
    Evaluation,

    /// <summary>Steps done again after a restart.</summary>
    RepeatedSteps,

    /// <summary>From the loss of workers to the first step after it, and ranks that are gone while others go on.</summary>
    Recovery,

    /// <summary>After a rank's last step.</summary>
    Shutdown,

    /// <summary>In none of the parts that are measured.</summary>
    Other,
}
