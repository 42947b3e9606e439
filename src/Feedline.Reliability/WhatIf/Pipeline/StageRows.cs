namespace Feedline.Reliability;

/// <summary>The operations of one stage in the order of the reference step, by kind.</summary>
internal sealed class StageRows
{
    private readonly int[][] _byKind = new int[OperationKinds.Count][];

    public StageRows(TraceTable table, int stage)
    {
        Stage = stage;
        for (int kind = 0; kind < OperationKinds.Count; kind++)
            _byKind[kind] = table.Rows(stage, kind);

        Computes = table.InOrder([.. Of(OperationKind.ForwardCompute), .. Of(OperationKind.BackwardCompute)]);
        DataParallel = table.InOrder([.. Of(OperationKind.ParamsAllGather), .. Of(OperationKind.GradsReduceScatter)]);
    }

    public int Stage { get; }

    /// <summary>Forward and backward passes.</summary>
    public int[] Computes { get; }

    /// <summary>What shares the stream of data-parallel communication.</summary>
    public int[] DataParallel { get; }

    public int[] Of(OperationKind kind) => _byKind[(int)kind];
}
