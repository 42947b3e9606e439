namespace Feedline.Reliability;

/// <summary>The operation types of a pipeline-parallel training step, as traces name them.</summary>
public static class OperationTypes
{
    /// <summary>A micro-batch's forward pass through one model chunk.</summary>
    public const string ForwardCompute = "forward-compute";

    /// <summary>A micro-batch's backward pass through one model chunk.</summary>
    public const string BackwardCompute = "backward-compute";

    /// <summary>Activations to the next stage.</summary>
    public const string ForwardSend = "forward-send";

    /// <summary>Activations from the stage before.</summary>
    public const string ForwardReceive = "forward-recv";

    /// <summary>Gradients to the stage before.</summary>
    public const string BackwardSend = "backward-send";

    /// <summary>Gradients from the next stage.</summary>
    public const string BackwardReceive = "backward-recv";

    /// <summary>A model chunk's parameters, gathered over the data-parallel ranks.</summary>
    public const string ParamsAllGather = "params-all-gather";

    /// <summary>A model chunk's gradients, reduced over the data-parallel ranks.</summary>
    public const string GradsReduceScatter = "grads-reduce-scatter";

    /// <summary>Gradients reduced after the others; its presence says that communication overlaps computation.</summary>
    public const string SeparateGradsAllReduce = "separate-grads-all-reduce";

    /// <summary>Gradients of the layer norms, reduced over the tensor-parallel ranks.</summary>
    public const string LayerNormGradsAllReduce = "layernorm-grads-all-reduce";

    /// <summary>Gradients of the embedding, reduced over the first and the last stage.</summary>
    public const string EmbeddingGradsAllReduce = "embedding-grads-all-reduce";

    /// <summary>The gradient norm, reduced over all ranks, and clipping.</summary>
    public const string OptimizerClip = "optimizer-clip-main-grad";

    /// <summary>The optimizer's update.</summary>
    public const string Optimizer = "optimizer";

    /// <summary>The interpreter's garbage collection.</summary>
    public const string GarbageCollection = "gc";

    /// <summary>What reports call the forward sends and receives together.</summary>
    public const string ForwardPipeline = "forward-pp-comm";

    /// <summary>What reports call the backward sends and receives together.</summary>
    public const string BackwardPipeline = "backward-pp-comm";
}
