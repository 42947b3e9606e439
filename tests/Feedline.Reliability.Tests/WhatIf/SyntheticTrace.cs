namespace Feedline.Reliability.Tests.WhatIf;

/// <summary>
/// Makes traces by following each operation back to all it waits for, one by one: slow and plain, and apart from the simulator
/// under test.
/// </summary>
internal sealed class SyntheticTrace
{
    private readonly SyntheticLayout _layout;
    private readonly Func<TraceOperation, double> _seconds;
    private readonly Func<TraceOperation, double> _delays;
    private readonly Dictionary<Id, Node> _nodes = [];
    private readonly Dictionary<string, Node[]> _found = [];

    private SyntheticTrace(SyntheticLayout layout, Func<TraceOperation, double> seconds, Func<TraceOperation, double>? delays)
    {
        _layout = layout;
        _seconds = seconds;
        _delays = delays ?? (_ => 0);
    }

    /// <summary>Makes a trace.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="seconds">An operation's own time; of a transfer the time from when all are ready.</param>
    /// <param name="delays">How long after it could an operation begins; nothing by default.</param>
    public static TraceOperation[] Make(SyntheticLayout layout, Func<TraceOperation, double> seconds, Func<TraceOperation, double>? delays = null)
    {
        var operations = new List<TraceOperation>();
        for (int step = 0; step < layout.Steps; step++)
            operations.AddRange(new SyntheticTrace(layout, seconds, delays).Step(step));

        return [.. operations];
    }

    /// <summary>One second forward, two backward, little for all else.</summary>
    public static double Even(SyntheticLayout layout, TraceOperation operation) => operation.Type switch
    {
        OperationTypes.ForwardCompute => 1,
        OperationTypes.BackwardCompute => 2,
        OperationTypes.ForwardSend or OperationTypes.ForwardReceive or OperationTypes.BackwardSend or OperationTypes.BackwardReceive => layout.LinkSeconds,
        _ => layout.TailSeconds,
    };

    private TraceOperation[] Step(int step)
    {
        for (int rank = 0; rank < _layout.Ranks; rank++)
        {
            for (int stage = 0; stage < _layout.Stages; stage++)
                AddWorker(step, rank, stage);
        }

        // A type that is not recorded takes no part: what waits for it waits for what it waited for.
        double start = 1_000.0 * (step + 1);
        return [.. _nodes.Values.Select(node => node.Operation with { StartSeconds = start + StartOf(node), Seconds = EndOf(node) - StartOf(node) })];
    }

    private void AddWorker(int step, int rank, int stage)
    {
        List<(bool IsForward, int Chunk, int MicroBatch)> passes = Schedule(rank, stage);
        int forwards = 0;
        int backwards = 0;
        Id? last = null;
        var ends = new Dictionary<int, Id>();
        var firsts = new Dictionary<int, Id>();
        var order = new List<Id>();
        foreach ((bool isForward, int chunk, int microBatch) in passes)
        {
            string type = isForward ? OperationTypes.ForwardCompute : OperationTypes.BackwardCompute;
            int sequence = isForward ? forwards++ : backwards++;
            Id pass = Add(step, rank, stage, type, sequence, chunk, microBatch, Known(last));
            if (isForward)
                firsts.TryAdd(chunk, pass);
            else
                ends[chunk] = pass;

            Exchange(step, rank, stage, pass, isForward, chunk);
            order.Add(pass);
            last = pass;
        }

        int first = order.FindIndex(pass => pass.Type == OperationTypes.BackwardCompute);
        if (first >= 2)
        {
            foreach (string type in (string[])[OperationTypes.BackwardReceive, OperationTypes.BackwardSend])
            {
                if (_nodes.TryGetValue(new Id(rank, stage, type, 0), out Node? node))
                    node.Before.Add(order[first - 2]);
            }
        }

        AddDataParallelAndTail(step, rank, stage, last!.Value, firsts, ends);
    }

    private void AddDataParallelAndTail(int step, int rank, int stage, Id last, Dictionary<int, Id> firsts, Dictionary<int, Id> ends)
    {
        Id? stream = null;
        bool hasDataParallel = _layout.Ranks > 1;
        for (int chunk = 0; hasDataParallel && chunk < _layout.Chunks; chunk++)
        {
            stream = TryAdd(step, rank, stage, OperationTypes.ParamsAllGather, chunk, chunk, stream) ?? stream;
            if (stream is { } gather && gather.Type == OperationTypes.ParamsAllGather)
                _nodes[firsts[chunk]].Before.Add(gather);
        }

        Id? scatter = null;
        for (int i = 0; hasDataParallel && _layout.Overlaps && i < _layout.Chunks; i++)
        {
            int chunk = _layout.Chunks - 1 - i;
            scatter = TryAdd(step, rank, stage, OperationTypes.GradsReduceScatter, i, chunk, stream) ?? scatter;
            if (scatter is { } added)
            {
                _nodes[added].Before.Add(ends[chunk]);
                stream = added;
            }
        }

        Id tail = last;
        Next(OperationTypes.GarbageCollection);
        Id? layerNorm = Next(OperationTypes.LayerNormGradsAllReduce);
        if (layerNorm is { } norm && scatter is { } lastScatter)
            _nodes[norm].Before.Add(lastScatter);
        if (stage == 0 || stage == _layout.Stages - 1)
            Next(OperationTypes.EmbeddingGradsAllReduce);
        if (hasDataParallel && _layout.Overlaps)
            Next(OperationTypes.SeparateGradsAllReduce);
        for (int i = 0; hasDataParallel && !_layout.Overlaps && i < _layout.Chunks; i++)
        {
            Id? added = Next(OperationTypes.GradsReduceScatter, i);
            if (added is { } one && stream is { } before)
                _nodes[one].Before.Add(before);
            stream = added ?? stream;
        }

        Next(OperationTypes.OptimizerClip);
        Next(OperationTypes.Optimizer);

        Id? Next(string type, int sequence = 0)
        {
            Id? added = TryAdd(step, rank, stage, type, sequence, type == OperationTypes.GradsReduceScatter ? sequence : -1, tail);
            tail = added ?? tail;
            return added;
        }
    }

    /// <summary>One forward, one backward; interleaved when a stage holds several chunks.</summary>
    private List<(bool IsForward, int Chunk, int MicroBatch)> Schedule(int rank, int stage)
    {
        int fewer = rank == _layout.Ranks - 1 ? _layout.FewerOnLastRank : 0;
        int total = (_layout.MicroBatches - fewer) * _layout.Chunks;
        int inFlight = _layout.Chunks == 1
            ? _layout.Stages - stage - 1
            : (2 * (_layout.Stages - stage - 1)) + ((_layout.Chunks - 1) * _layout.Stages);
        inFlight = Math.Min(inFlight, total);
        var passes = new List<(bool, int, int)>();
        for (int i = 0; i < total + inFlight; i++)
        {
            if (i < total)
                passes.Add((true, Chunk(i), MicroBatch(i)));
            if (i >= inFlight)
                passes.Add((false, _layout.Chunks - 1 - Chunk(i - inFlight), MicroBatch(i - inFlight)));
        }

        return passes;

        int Chunk(int i) => _layout.Chunks == 1 ? 0 : i % (_layout.Stages * _layout.Chunks) / _layout.Stages;
        int MicroBatch(int i) => _layout.Chunks == 1 ? i : (i / (_layout.Stages * _layout.Chunks) * _layout.Stages) + (i % _layout.Stages);
    }

    private void Exchange(int step, int rank, int stage, Id pass, bool isForward, int chunk)
    {
        int model = (chunk * _layout.Stages) + stage;
        int last = (_layout.Chunks * _layout.Stages) - 1;
        (string receive, string send) = isForward
            ? (OperationTypes.ForwardReceive, OperationTypes.ForwardSend)
            : (OperationTypes.BackwardReceive, OperationTypes.BackwardSend);
        bool receives = isForward ? model > 0 : model < last;
        bool sends = isForward ? model < last : model > 0;
        bool notes = _layout.NotesEmptyExchanges;
        if (receives || notes)
        {
            int number = Count(rank, stage, receive);
            Id? added = TryAdd(step, rank, stage, receive, number, -1, new Id(rank, stage, receive, number - 1), new Id(rank, stage, pass.Type, pass.Sequence - 1));
            if (added is { } one)
            {
                _nodes[pass].Before.Add(one);
                _nodes[one].IsEmpty = !receives;
            }
        }

        if (sends || notes)
        {
            int number = Count(rank, stage, send);
            if (TryAdd(step, rank, stage, send, number, -1, new Id(rank, stage, send, number - 1), pass) is { } added)
                _nodes[added].IsEmpty = !sends;
        }
    }

    private int Count(int rank, int stage, string type)
    {
        int count = 0;
        while (_nodes.ContainsKey(new Id(rank, stage, type, count)))
            count++;

        return count;
    }

    private Id? TryAdd(int step, int rank, int stage, string type, int sequence, int chunk, params Id?[] before) =>
        _layout.Without.Contains(type) ? null : Add(step, rank, stage, type, sequence, chunk, -1, [.. before.SelectMany(Known)]);

    private Id Add(int step, int rank, int stage, string type, int sequence, int chunk, int microBatch, Id[] before)
    {
        var id = new Id(rank, stage, type, sequence);
        var operation = new TraceOperation(
            rank, stage, (stage * _layout.Ranks) + rank, step, type, 0, 0, sequence, chunk, chunk < 0 ? -1 : (chunk * _layout.Stages) + stage, microBatch);
        _nodes.Add(id, new Node(operation) { Before = [.. before.Where(_nodes.ContainsKey)] });
        return id;
    }

    private static Id[] Known(Id? id) => id is { } known ? [known] : [];

    private double StartOf(Node node) => node.Start ??= node.Before.Select(id => EndOf(_nodes[id])).DefaultIfEmpty(0).Max() + _delays(node.Operation);

    private double EndOf(Node node) => node.End ??= GroupOf(node).Max(StartOf) + _seconds(node.Operation);

    private Node[] GroupOf(Node node)
    {
        TraceOperation own = node.Operation;
        return own.Type switch
        {
            OperationTypes.ForwardSend => Pair(OperationTypes.ForwardReceive, 1),
            OperationTypes.ForwardReceive => Pair(OperationTypes.ForwardSend, -1),
            OperationTypes.BackwardSend => Pair(OperationTypes.BackwardReceive, -1),
            OperationTypes.BackwardReceive => Pair(OperationTypes.BackwardSend, 1),
            OperationTypes.OptimizerClip => All(own.Type),
            OperationTypes.EmbeddingGradsAllReduce => [.. All(own.Type).Where(other => other.Operation.DataParallelRank == own.DataParallelRank)],
            OperationTypes.ParamsAllGather or OperationTypes.GradsReduceScatter or OperationTypes.SeparateGradsAllReduce =>
                [.. All(own.Type).Where(other => other.Operation.Stage == own.Stage && other.Operation.Sequence == own.Sequence)],
            _ => [node],
        };

        Node[] Pair(string type, int distance)
        {
            if (node.IsEmpty)
                return [node];

            int peer = (own.Stage + distance + _layout.Stages) % _layout.Stages;
            int place = Array.IndexOf(Real(own.Stage, own.Type), node);
            return [node, .. Real(peer, type).Skip(place).Take(1)];
        }

        Node[] Real(int stage, string type) => Remembered($"{own.DataParallelRank} {stage} {type}", () => _nodes.Values
            .Where(other => other.Operation.DataParallelRank == own.DataParallelRank && other.Operation.Stage == stage && other.Operation.Type == type && !other.IsEmpty)
            .OrderBy(other => other.Operation.Sequence));

        Node[] All(string type) => Remembered(type, () => _nodes.Values.Where(other => other.Operation.Type == type));
    }

    private Node[] Remembered(string key, Func<IEnumerable<Node>> find)
    {
        if (!_found.TryGetValue(key, out Node[]? found))
            _found.Add(key, found = [.. find()]);

        return found;
    }

    private readonly record struct Id(int Rank, int Stage, string Type, int Sequence);

    private sealed class Node(TraceOperation operation)
    {
        public TraceOperation Operation { get; } = operation;

        public List<Id> Before { get; init; } = [];

        public bool IsEmpty { get; set; }

        public double? Start { get; set; }

        public double? End { get; set; }
    }
}
