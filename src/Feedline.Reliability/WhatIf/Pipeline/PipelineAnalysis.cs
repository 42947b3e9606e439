using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Feedline.Reliability;

/// <summary>Runs the simulations of one trace and compares them.</summary>
internal sealed class PipelineAnalysis
{
    /// <summary>M_W looks at this share of the workers.</summary>
    private const double SlowestShare = 0.03;

    /// <summary>A difference below this share of the step is rounding, not a slowdown to explain.</summary>
    private const double Rounding = 1e-9;

    private readonly TraceTable _table;
    private readonly StepSimulator _simulator;
    private readonly DependencyGraph _graph;
    private readonly CancellationToken _cancellationToken;
    private readonly double[] _own;
    private readonly double[] _ideal;
    private readonly double[] _mixed;
    private readonly double[] _steps;
    private double _idealMean;
    private double _undelayedWhole;
    private double _idealWhole;

    public PipelineAnalysis(TraceTable table, CancellationToken cancellationToken)
    {
        _table = table;
        _cancellationToken = cancellationToken;
        _graph = PipelineGraph.Build(table);
        _simulator = new StepSimulator(table, _graph);
        _own = RecordedTimes.Own(table, _graph);
        _ideal = IdealTimes.Of(table, _own);
        _mixed = new double[_own.Length];
        _steps = new double[table.Steps.Length];
    }

    public PipelineWhatIfReport Run()
    {
        double[] recorded = RecordedTimes.StepSeconds(_table);
        double recordedMean = Mean(recorded);
        double replayed = Replay();
        double[] undelayed = new double[_steps.Length];
        _simulator.Run(_own, [], _steps);
        _simulator.WholeSteps(undelayed);
        _undelayedWhole = Mean(undelayed);
        double[] ideal = new double[_steps.Length];
        _simulator.Run(_ideal, [], ideal);
        _idealMean = Mean(ideal);
        _simulator.WholeSteps(_steps);
        _idealWhole = Mean(_steps);
        if (!(_idealMean > 0 && _undelayedWhole > 0 && recordedMean > 0))
            throw TraceProblem.Of("The operations of the trace take no time.");

        ImmutableArray<IndexSlowdown> byRank = ByRank();
        ImmutableArray<IndexSlowdown> byStage = ByStage();
        ImmutableArray<WorkerSlowdown> byWorker = ByWorker(byRank, byStage);
        bool[] slowest = Slowest(byWorker, out ImmutableArray<int> slowestRanks);
        int lastStage = _table.StageCount - 1;
        int worstStage = byStage[0].Index;
        bool hasStages = _table.StageCount > 1;
        var report = new PipelineWhatIfReport
        {
            DataParallelSize = _table.DataParallelRanks.Length,
            StageCount = _table.StageCount,
            ChunksPerStage = _table.ChunksPerStage,
            RecordedSeconds = recordedMean,
            UndelayedSeconds = _undelayedWhole,
            IdealSeconds = _idealMean,
            ReplayError = Math.Abs(replayed - recordedMean) / recordedMean,
            ByOperation = ByOperation(),
            ByWorker = byWorker,
            ByStage = byStage,
            ByDataParallelRank = byRank,
            SlowestWorkers = slowestRanks,
            SlowestWorkersShare = Share((operation, rank) => slowest[(rank * _table.StageCount) + operation.Stage]),
            LastStageShare = hasStages ? Share((operation, _) => operation.Stage == lastStage) : null,
            WorstStageShare = hasStages ? Share((operation, _) => operation.Stage == worstStage) : null,
            CommunicationShare = Share((operation, _) => OperationKinds.IsCommunication(operation.Kind)),
            MicroBatchShare = MicroBatchShare(),
            MicroBatchCorrelation = MicroBatches.Correlation(_table),
            Steps = [.. _table.Steps.Select((step, i) => new StepSlowdown(step, recorded[i], undelayed[i], ideal[i]))],
            Gaps = _table.Gaps,
            Cause = SlowdownCause.None,
        };
        return report with { Cause = CauseOfSlowdown.Of(report) };
    }

    private double Replay()
    {
        _simulator.Run(_own, RecordedTimes.Delays(_table, _simulator.Schedule), _steps);
        _simulator.WholeSteps(_steps);
        return Mean(_steps);
    }

    private ImmutableArray<OperationSlowdown> ByOperation() =>
    [
        .. _table.Operations.Select(operation => OperationKinds.ReportedName(operation.Kind)).Distinct()
            .Select(name => new OperationSlowdown(name, Slowdown((operation, _) => OperationKinds.ReportedName(operation.Kind) == name)))
            .OrderByDescending(slowdown => slowdown.Slowdown).ThenBy(slowdown => slowdown.Operation, StringComparer.Ordinal),
    ];

    private ImmutableArray<IndexSlowdown> ByRank() =>
    [
        .. _table.DataParallelRanks.Select((number, place) => new IndexSlowdown(number, Slowdown((_, rank) => rank == place)))
            .OrderByDescending(slowdown => slowdown.Slowdown).ThenBy(slowdown => slowdown.Index),
    ];

    private ImmutableArray<IndexSlowdown> ByStage() =>
    [
        .. Enumerable.Range(0, _table.StageCount).Select(stage => new IndexSlowdown(stage, Slowdown((operation, _) => operation.Stage == stage)))
            .OrderByDescending(slowdown => slowdown.Slowdown).ThenBy(slowdown => slowdown.Index),
    ];

    private ImmutableArray<WorkerSlowdown> ByWorker(ImmutableArray<IndexSlowdown> byRank, ImmutableArray<IndexSlowdown> byStage)
    {
        Dictionary<int, double> ranks = byRank.ToDictionary(slowdown => slowdown.Index, slowdown => slowdown.Slowdown);
        Dictionary<int, double> stages = byStage.ToDictionary(slowdown => slowdown.Index, slowdown => slowdown.Slowdown);
        var workers = new List<WorkerSlowdown>();
        for (int rank = 0; rank < _table.DataParallelRanks.Length; rank++)
        {
            for (int stage = 0; stage < _table.StageCount; stage++)
            {
                int number = _table.DataParallelRanks[rank];
                if (_table.RankOf(rank, stage) >= 0)
                    workers.Add(new WorkerSlowdown(_table.RankOf(rank, stage), number, stage, Math.Min(ranks[number], stages[stage])));
            }
        }

        return [.. workers.OrderByDescending(worker => worker.Slowdown).ThenBy(worker => worker.Rank)];
    }

    /// <summary>Which workers, by data-parallel rank and stage, are the slowest few.</summary>
    private bool[] Slowest(ImmutableArray<WorkerSlowdown> byWorker, out ImmutableArray<int> ranks)
    {
        int count = (int)Math.Ceiling(byWorker.Length * SlowestShare);
        var slowest = new bool[_table.DataParallelRanks.Length * _table.StageCount];
        foreach (WorkerSlowdown worker in byWorker.AsSpan()[..count])
            slowest[(Array.BinarySearch(_table.DataParallelRanks, worker.DataParallelRank) * _table.StageCount) + worker.Stage] = true;

        ranks = [.. byWorker.Take(count).Select(worker => worker.Rank)];
        return slowest;
    }

    /// <summary>Ideal steps but for some operations, over ideal steps.</summary>
    private double Slowdown(Func<Operation, int, bool> isSelected)
    {
        Mix(_ideal, _own, isSelected);
        _simulator.Run(_mixed, [], _steps);
        return Mean(_steps) / _idealMean;
    }

    private SlowdownShare? Share(Func<Operation, int, bool> isSelected)
    {
        if (!HasSlowdown)
            return null;

        Mix(_own, _ideal, isSelected);
        double removed = Removed();
        Mix(_ideal, _own, isSelected);
        _simulator.Run(_mixed, [], _steps);
        _simulator.WholeSteps(_steps);
        return new SlowdownShare(removed, (Mean(_steps) - _idealWhole) / (_undelayedWhole - _idealWhole));
    }

    private double? MicroBatchShare()
    {
        if (!HasSlowdown)
            return null;

        _own.CopyTo(_mixed, 0);
        MicroBatches.Level(_table, _mixed);
        return Removed();
    }

    private bool HasSlowdown => Math.Abs(_undelayedWhole - _idealWhole) > Rounding * _idealWhole;

    private double Removed()
    {
        _simulator.Run(_mixed, [], _steps);
        _simulator.WholeSteps(_steps);
        return (_undelayedWhole - Mean(_steps)) / (_undelayedWhole - _idealWhole);
    }

    private void Mix(double[] most, double[] selected, Func<Operation, int, bool> isSelected)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        most.CopyTo(_mixed, 0);
        int steps = _steps.Length;
        int at = 0;
        foreach (Operation operation in _table.Operations)
        {
            for (int rank = 0; rank < _table.DataParallelRanks.Length; rank++, at += steps)
            {
                if (isSelected(operation, rank))
                    selected.AsSpan(at, steps).CopyTo(_mixed.AsSpan(at, steps));
            }
        }
    }

    private static double Mean(ReadOnlySpan<double> values) => TensorPrimitives.Sum(values) / values.Length;
}
