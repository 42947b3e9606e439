namespace Feedline.Reliability;

/// <summary>The operation types, dense.</summary>
internal enum OperationKind : byte
{
    ForwardCompute,
    BackwardCompute,
    ForwardSend,
    ForwardReceive,
    BackwardSend,
    BackwardReceive,
    ParamsAllGather,
    GradsReduceScatter,
    SeparateGradsAllReduce,
    LayerNormGradsAllReduce,
    EmbeddingGradsAllReduce,
    OptimizerClip,
    Optimizer,
    GarbageCollection,
}
