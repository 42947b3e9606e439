using System.Collections.Immutable;

namespace Feedline.Reliability;

/// <summary>How long the steps of a trace would take if nothing straggled, and whose fault it is that they do not.</summary>
/// <remarks>Immutable. All numbers are finite; what a trace does not tell is null.</remarks>
public sealed record PipelineWhatIfReport
{
    /// <summary>How many data-parallel ranks the trace has.</summary>
    public required int DataParallelSize { get; init; }

    /// <summary>How many pipeline stages it has.</summary>
    public required int StageCount { get; init; }

    /// <summary>How many model chunks a stage holds; more than 1 for an interleaved schedule.</summary>
    public required int ChunksPerStage { get; init; }

    /// <summary>Mean recorded seconds of a step (t_base).</summary>
    public required double RecordedSeconds { get; init; }

    /// <summary>Mean seconds of a step with the recorded times and no launch delay (t_nodelay).</summary>
    public required double UndelayedSeconds { get; init; }

    /// <summary>Mean seconds of a step with all operations of a type alike (t_ideal).</summary>
    public required double IdealSeconds { get; init; }

    /// <summary>S = t_nodelay / t_ideal (equation 1 of the paper). At 1.1 and more the job straggles.</summary>
    public double Slowdown => UndelayedSeconds / IdealSeconds;

    /// <summary>The share of the GPU time that stragglers waste: 1 − 1/S.</summary>
    public double WastedShare => 1 - (1 / Slowdown);

    /// <summary>t_base / t_nodelay: what launching operations late costs.</summary>
    public double LaunchSlowdown => RecordedSeconds / UndelayedSeconds;

    /// <summary>
    /// How far the model is from the recording: |t − t_base| / t_base, where t is the mean step simulated with the recorded times
    /// and launch delays. More than a few percent: the model does not fit the trace, doubt the rest.
    /// </summary>
    public required double ReplayError { get; init; }

    /// <summary>Slowdown by operation type, the worst first (equation 2).</summary>
    public required ImmutableArray<OperationSlowdown> ByOperation { get; init; }

    /// <summary>Slowdown by worker, the worst first (equation 4).</summary>
    public required ImmutableArray<WorkerSlowdown> ByWorker { get; init; }

    /// <summary>Slowdown by pipeline stage, the worst first.</summary>
    public required ImmutableArray<IndexSlowdown> ByStage { get; init; }

    /// <summary>Slowdown by data-parallel rank, the worst first.</summary>
    public required ImmutableArray<IndexSlowdown> ByDataParallelRank { get; init; }

    /// <summary>The global ranks of the worst 3 % of the workers, at least one.</summary>
    public required ImmutableArray<int> SlowestWorkers { get; init; }

    /// <summary>M_W: what the slowest workers explain (equation 5); null where nothing is to be explained.</summary>
    public required SlowdownShare? SlowestWorkersShare { get; init; }

    /// <summary>M_S: what the last stage explains; null where nothing is to be explained, or with one stage.</summary>
    public required SlowdownShare? LastStageShare { get; init; }

    /// <summary>What the worst of all stages explains; null as <see cref="LastStageShare"/>.</summary>
    public required SlowdownShare? WorstStageShare { get; init; }

    /// <summary>What all communication together explains; null where nothing is to be explained.</summary>
    public required SlowdownShare? CommunicationShare { get; init; }

    /// <summary>
    /// What differences between micro-batches on the same worker explain: passes made as long as the mean of their worker, kind and chunk. Null
    /// where nothing is to be explained.
    /// </summary>
    public required double? MicroBatchShare { get; init; }

    /// <summary>
    /// Pearson's correlation of the forward and the backward seconds of a micro-batch, on the same worker, chunk and step; 0.9 and more says that
    /// sequences differ in length. Null without both passes of at least 3 micro-batches that differ.
    /// </summary>
    public required double? MicroBatchCorrelation { get; init; }

    /// <summary>The steps, in order.</summary>
    public required ImmutableArray<StepSlowdown> Steps { get; init; }

    /// <summary>What the trace lacked.</summary>
    public required TraceGaps Gaps { get; init; }

    /// <summary>The cause that explains most.</summary>
    public required SlowdownCause Cause { get; init; }
}
