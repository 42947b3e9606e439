namespace Feedline.Reliability;

/// <summary>What is known of each operation type.</summary>
internal static class OperationKinds
{
    public const int Count = (int)OperationKind.GarbageCollection + 1;

    private static readonly string[] Names =
    [
        OperationTypes.ForwardCompute,
        OperationTypes.BackwardCompute,
        OperationTypes.ForwardSend,
        OperationTypes.ForwardReceive,
        OperationTypes.BackwardSend,
        OperationTypes.BackwardReceive,
        OperationTypes.ParamsAllGather,
        OperationTypes.GradsReduceScatter,
        OperationTypes.SeparateGradsAllReduce,
        OperationTypes.LayerNormGradsAllReduce,
        OperationTypes.EmbeddingGradsAllReduce,
        OperationTypes.OptimizerClip,
        OperationTypes.Optimizer,
        OperationTypes.GarbageCollection,
    ];

    /// <summary>The kind of a type's name; -1 for one that is not modelled.</summary>
    public static int Find(string type) => Array.IndexOf(Names, type);

    public static string NameOf(OperationKind kind) => Names[(int)kind];

    public static bool IsCompute(OperationKind kind) => kind is OperationKind.ForwardCompute or OperationKind.BackwardCompute;

    public static bool IsPointToPoint(OperationKind kind) => kind is >= OperationKind.ForwardSend and <= OperationKind.BackwardReceive;

    public static bool IsSend(OperationKind kind) => kind is OperationKind.ForwardSend or OperationKind.BackwardSend;

    /// <summary>Reduced or gathered over the data-parallel ranks, one model chunk or all.</summary>
    public static bool IsDataParallel(OperationKind kind) =>
        kind is OperationKind.ParamsAllGather or OperationKind.GradsReduceScatter or OperationKind.SeparateGradsAllReduce;

    /// <summary>Takes its time on a link: a slow one is an outlier, so that the median is what it ideally takes.</summary>
    public static bool IsCommunication(OperationKind kind) => kind is >= OperationKind.ForwardSend and <= OperationKind.OptimizerClip;

    /// <summary>What reports call it: sends and receives are one exchange.</summary>
    public static string ReportedName(OperationKind kind) => kind switch
    {
        OperationKind.ForwardSend or OperationKind.ForwardReceive => OperationTypes.ForwardPipeline,
        OperationKind.BackwardSend or OperationKind.BackwardReceive => OperationTypes.BackwardPipeline,
        _ => NameOf(kind),
    };
}
