namespace Feedline.Reliability;

/// <summary>Sends and receives between the stages: which belongs to which pass, and which send to which receive.</summary>
internal sealed class PipelineExchange
{
    /// <summary>Clocks of stages agree to about this, in seconds.</summary>
    private const double ClockTolerance = 5e-5;

    private readonly TraceTable _table;
    private readonly DependencyGraph _graph;
    private readonly int _chunks;

    /// <summary>Of each stage and kind, the operations that have a peer, in order.</summary>
    private readonly List<int>[,] _paired;

    private PipelineExchange(TraceTable table, DependencyGraph graph)
    {
        _table = table;
        _graph = graph;
        _chunks = table.ChunksPerStage * table.StageCount;
        _paired = new List<int>[table.StageCount, OperationKinds.Count];
    }

    public static void Add(TraceTable table, StageRows[] stages, DependencyGraph graph)
    {
        var exchange = new PipelineExchange(table, graph);
        foreach (StageRows stage in stages)
        {
            exchange.Match(stage, OperationKind.ForwardCompute, OperationKind.ForwardSend);
            exchange.Match(stage, OperationKind.ForwardCompute, OperationKind.ForwardReceive);
            exchange.Match(stage, OperationKind.BackwardCompute, OperationKind.BackwardSend);
            exchange.Match(stage, OperationKind.BackwardCompute, OperationKind.BackwardReceive);
            exchange.DelayFirstBackward(stage);
        }

        for (int stage = 0; stage < stages.Length; stage++)
        {
            exchange.Pair(stage, OperationKind.ForwardSend, (stage + 1) % stages.Length, OperationKind.ForwardReceive);
            exchange.Pair(stage, OperationKind.BackwardSend, (stage + stages.Length - 1) % stages.Length, OperationKind.BackwardReceive);
        }

        exchange.AddAlone(stages);
    }

    /// <summary>Gives each send or receive the pass it belongs to. Recorders also note some that were never carried out: those have no peer.</summary>
    private void Match(StageRows stage, OperationKind passKind, OperationKind kind)
    {
        bool isSend = OperationKinds.IsSend(kind);
        int[] exchanges = stage.Of(kind);
        int[] passes = stage.Of(passKind);
        _graph.AddChain(exchanges);
        List<int> paired = _paired[stage.Stage, (int)kind] = [];
        double bound = passes.Length == 0 ? double.NaN
            : isSend ? passes.Min(row => _table.Reference[row].End) - ClockTolerance
            : passes.Max(row => _table.Reference[row].Start) + ClockTolerance;
        int[] real = [.. exchanges.Where(row => isSend ? _table.Reference[row].End >= bound : _table.Reference[row].Start <= bound)];
        Dictionary<int, int> bySequence = passes.ToDictionary(row => _table.Operations[row].Sequence);
        int[] matched = Matched(kind, passes, real.Length);
        for (int i = 0; i < Math.Min(real.Length, matched.Length); i++)
        {
            int row = real[i];
            int pass = matched[i];
            if (HasPeer(kind, pass))
                paired.Add(row);

            if (isSend)
            {
                _graph.Add(pass, row);
            }
            else
            {
                _graph.Add(row, pass);
                if (bySequence.TryGetValue(_table.Operations[pass].Sequence - 1, out int before))
                    _graph.Add(before, row);
            }
        }
    }

    /// <summary>The passes that sends or receives belong to, in order. Some recorders note one for each pass, others only those with a peer.</summary>
    private int[] Matched(OperationKind kind, int[] passes, int exchanges)
    {
        int[] ordered = [.. passes.OrderBy(row => _table.Operations[row].Sequence)];
        if (exchanges == ordered.Length)
            return ordered;

        int[] withPeer = [.. ordered.Where(row => HasPeer(kind, row))];
        if (exchanges == withPeer.Length)
            return withPeer;

        // The first receive of all may not have been noted, as nothing is received.
        return !OperationKinds.IsSend(kind) && exchanges + 1 == ordered.Length ? ordered[1..] : ordered;
    }

    /// <summary>Whether a stage before or after has the model chunk that a pass exchanges with.</summary>
    private bool HasPeer(OperationKind kind, int pass)
    {
        bool isNext = kind is OperationKind.ForwardSend or OperationKind.BackwardReceive;
        int peer = _table.Reference[pass].GlobalModelChunk + (isNext ? 1 : -1);
        return peer >= 0 && peer < _chunks;
    }

    /// <summary>The first gradients are exchanged no earlier than two passes before the first backward pass.</summary>
    private void DelayFirstBackward(StageRows stage)
    {
        int first = Array.FindIndex(stage.Computes, row => _table.Operations[row].Kind == OperationKind.BackwardCompute);
        if (first < 2)
            return;

        foreach (OperationKind kind in (ReadOnlySpan<OperationKind>)[OperationKind.BackwardReceive, OperationKind.BackwardSend])
        {
            foreach (int row in stage.Of(kind))
            {
                if (_table.Operations[row].Sequence == 0)
                    _graph.Add(stage.Computes[first - 2], row);
            }
        }
    }

    private void Pair(int stage, OperationKind send, int peerStage, OperationKind receive)
    {
        List<int> sends = _paired[stage, (int)send];
        List<int> receives = _paired[peerStage, (int)receive];
        int pairs = Math.Min(sends.Count, receives.Count);
        for (int i = 0; i < pairs; i++)
            _graph.AddGroup([sends[i], receives[i]], overRanks: false);
    }

    /// <summary>A send or receive without a peer waits for nobody, but its time is still that of a link.</summary>
    private void AddAlone(StageRows[] stages)
    {
        foreach (StageRows stage in stages)
        {
            for (OperationKind kind = OperationKind.ForwardSend; kind <= OperationKind.BackwardReceive; kind++)
            {
                foreach (int row in stage.Of(kind))
                {
                    if (_graph.GroupOf(row) < 0)
                        _graph.AddGroup([row], overRanks: false);
                }
            }
        }
    }
}
