namespace Feedline.Reliability;

/// <summary>
/// Builds the dependencies of a pipeline-parallel step (the published what-if analysis, section 3 and its artifact): streams run
/// in order, a pass waits for what it receives, a send for its pass, the tail of the step for the last pass.
/// </summary>
internal sealed class PipelineGraph
{
    private readonly TraceTable _table;
    private readonly DependencyGraph _graph;
    private readonly StageRows[] _stages;
    private readonly bool _hasDataParallel;
    private readonly bool _overlaps;

    private PipelineGraph(TraceTable table)
    {
        _table = table;
        _graph = new DependencyGraph(table.Operations.Length);
        _stages = new StageRows[table.StageCount];
        for (int stage = 0; stage < _stages.Length; stage++)
            _stages[stage] = new StageRows(table, stage);

        _hasDataParallel = table.Operations.Any(operation => OperationKinds.IsDataParallel(operation.Kind));
        _overlaps = table.Operations.Any(operation => operation.Kind == OperationKind.SeparateGradsAllReduce);
    }

    public static DependencyGraph Build(TraceTable table)
    {
        var builder = new PipelineGraph(table);
        PipelineExchange.Add(table, builder._stages, builder._graph);
        foreach (StageRows stage in builder._stages)
        {
            builder._graph.AddChain(stage.Computes);
            if (builder._hasDataParallel)
                builder.AddDataParallel(stage);

            builder.AddTail(stage);
        }

        builder.AddGroups();
        return builder._graph;
    }

    private void AddDataParallel(StageRows stage)
    {
        _graph.AddChain(stage.DataParallel);
        int[] forward = stage.Of(OperationKind.ForwardCompute);
        int[] gathers = BySequence(stage.Of(OperationKind.ParamsAllGather));
        var seen = new HashSet<int>();
        foreach (int gather in gathers.Reverse())
        {
            // Of several gathers of one chunk the last decides: the first pass needs all of its parameters.
            int chunk = _table.Reference[gather].ModelChunk;
            int first = First(forward, chunk);
            if (seen.Add(chunk) && first >= 0)
                _graph.Add(gather, first);
        }

        if (!_overlaps)
            return;

        int[] backward = stage.Of(OperationKind.BackwardCompute);
        seen.Clear();
        foreach (int scatter in BySequence(stage.Of(OperationKind.GradsReduceScatter)))
        {
            int chunk = _table.Reference[scatter].ModelChunk;
            int last = LastToEnd(backward.Where(row => _table.Reference[row].ModelChunk == chunk));
            if (seen.Add(chunk) && last >= 0)
                _graph.Add(last, scatter);
        }
    }

    /// <summary>What follows the passes, one after the other; what a trace lacks is passed over.</summary>
    private void AddTail(StageRows stage)
    {
        int last = LastToEnd(stage.Computes);
        int[] collection = BySequence(stage.Of(OperationKind.GarbageCollection));
        int[] scatters = BySequence(stage.Of(OperationKind.GradsReduceScatter));
        int[] rest =
        [
            .. BySequence(stage.Of(OperationKind.LayerNormGradsAllReduce)),
            .. BySequence(stage.Of(OperationKind.EmbeddingGradsAllReduce)),
            .. _overlaps ? BySequence(stage.Of(OperationKind.SeparateGradsAllReduce)) : scatters,
            .. BySequence(stage.Of(OperationKind.OptimizerClip)),
            .. BySequence(stage.Of(OperationKind.Optimizer)),
        ];
        int[] tail = [.. collection, .. rest];
        if (tail.Length == 0)
            return;

        _graph.AddChain(tail);
        if (last >= 0)
            _graph.Add(last, tail[0]);

        if (_overlaps && rest.Length > 0 && scatters.Length > 0)
            _graph.Add(scatters[^1], rest[0]);
    }

    private void AddGroups()
    {
        for (int row = 0; row < _table.Operations.Length; row++)
        {
            if (OperationKinds.IsDataParallel(_table.Operations[row].Kind))
                _graph.AddGroup([row], overRanks: true);
        }

        AddAcrossStages(OperationKind.EmbeddingGradsAllReduce, overRanks: false);
        AddAcrossStages(OperationKind.OptimizerClip, overRanks: true);
    }

    private void AddAcrossStages(OperationKind kind, bool overRanks)
    {
        var bySequence = new SortedDictionary<int, List<int>>();
        for (int row = 0; row < _table.Operations.Length; row++)
        {
            if (_table.Operations[row].Kind != kind)
                continue;

            if (!bySequence.TryGetValue(_table.Operations[row].Sequence, out List<int>? group))
                bySequence.Add(_table.Operations[row].Sequence, group = []);

            group.Add(row);
        }

        foreach (List<int> group in bySequence.Values)
            _graph.AddGroup([.. group], overRanks);
    }

    private int First(int[] rows, int chunk)
    {
        foreach (int row in rows)
        {
            if (_table.Reference[row].ModelChunk == chunk)
                return row;
        }

        return -1;
    }

    private int[] BySequence(int[] rows) => [.. rows.OrderBy(row => _table.Operations[row].Sequence)];

    private int LastToEnd(IEnumerable<int> rows)
    {
        int last = -1;
        foreach (int row in rows)
        {
            if (last < 0 || _table.Reference[row].End > _table.Reference[last].End)
                last = row;
        }

        return last;
    }
}
