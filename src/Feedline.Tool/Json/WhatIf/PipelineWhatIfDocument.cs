namespace Feedline.Tool.Json;

/// <summary>The what-if of an operation trace. Shares are null where there is nothing to explain.</summary>
internal sealed record PipelineWhatIfDocument(
    int SchemaVersion,
    string Kind,
    PipelineLayoutDocument Layout,
    double Slowdown,
    double WastedShare,
    double LaunchSlowdown,
    PipelineSecondsDocument StepSeconds,
    IReadOnlyDictionary<string, double> ByOperation,
    IReadOnlyDictionary<string, double> ByWorker,
    IReadOnlyDictionary<string, double> ByStage,
    IReadOnlyDictionary<string, double> ByDataParallelRank,
    IReadOnlyList<int> SlowestWorkers,
    double? SlowestWorkersShare,
    double? SlowestWorkersAddedShare,
    double? LastStageShare,
    double? LastStageAddedShare,
    double? WorstStageShare,
    double? CommunicationShare,
    double? MicroBatchShare,
    double? MicroBatchCorrelation,
    string Cause,
    double ReplayError,
    IReadOnlyList<PipelineStepDocument> Steps,
    TraceGapsDocument Gaps);
