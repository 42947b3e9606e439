namespace Feedline;

/// <summary>The stable ids of the layers.</summary>
public static class LayerExtensions
{
    /// <summary>The layer's id as JSON and documents write it, such as <c>checkpoint-storage</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="layer"/> is none of the seven.</exception>
    public static string ToId(this Layer layer) => layer switch
    {
        Layer.DatasetStorage => "dataset-storage",
        Layer.MetadataService => "metadata-service",
        Layer.CheckpointStorage => "checkpoint-storage",
        Layer.Fabric => "fabric",
        Layer.GpuWorkers => "gpu-workers",
        Layer.OrchestrationScheduler => "orchestration-scheduler",
        Layer.InferenceApi => "inference-api",
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, "Not a layer."),
    };
}
