namespace Feedline;

/// <summary>The layers of an AI cluster that a cause can sit in. The set is closed.</summary>
public enum Layer
{
    /// <summary>Storage the training data is read from, cold or cached.</summary>
    DatasetStorage,

    /// <summary>The service that opens and looks up files.</summary>
    MetadataService,

    /// <summary>Storage that checkpoints are written to and restored from.</summary>
    CheckpointStorage,

    /// <summary>The network between the nodes.</summary>
    Fabric,

    /// <summary>The GPUs, their hosts and the training processes on them.</summary>
    GpuWorkers,

    /// <summary>What places, starts and restarts the workers.</summary>
    OrchestrationScheduler,

    /// <summary>The interface through which inference is asked for.</summary>
    InferenceApi,
}
