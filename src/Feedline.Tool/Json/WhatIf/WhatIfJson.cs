using System.Globalization;
using System.Text.Json;
using Feedline.Reliability;
using Feedline.Tool.WhatIf;

namespace Feedline.Tool.Json;

/// <summary>Writes what-if reports for programs.</summary>
internal static class WhatIfJson
{
    private const int SchemaVersion = 1;

    public static string Write(PipelineWhatIfReport report)
    {
        var document = new PipelineWhatIfDocument(
            SchemaVersion,
            "pipeline-trace",
            new PipelineLayoutDocument(report.DataParallelSize, report.StageCount, report.ChunksPerStage, report.ByWorker.Length, report.Steps.Length),
            report.Slowdown,
            report.WastedShare,
            report.LaunchSlowdown,
            new PipelineSecondsDocument(report.RecordedSeconds, report.UndelayedSeconds, report.IdealSeconds),
            report.ByOperation.ToDictionary(slowdown => slowdown.Operation, slowdown => slowdown.Slowdown),
            report.ByWorker.ToDictionary(slowdown => Key(slowdown.Rank), slowdown => slowdown.Slowdown),
            report.ByStage.ToDictionary(slowdown => Key(slowdown.Index), slowdown => slowdown.Slowdown),
            report.ByDataParallelRank.ToDictionary(slowdown => Key(slowdown.Index), slowdown => slowdown.Slowdown),
            report.SlowestWorkers,
            report.SlowestWorkersShare?.Removed,
            report.SlowestWorkersShare?.Added,
            report.LastStageShare?.Removed,
            report.LastStageShare?.Added,
            report.WorstStageShare?.Removed,
            report.CommunicationShare?.Removed,
            report.MicroBatchShare,
            report.MicroBatchCorrelation,
            Id(report.Cause),
            report.ReplayError,
            [.. report.Steps.Select(step => new PipelineStepDocument(step.Step, step.RecordedSeconds, step.UndelayedSeconds, step.IdealSeconds, step.Slowdown))],
            new TraceGapsDocument(
                report.Gaps.Missing, report.Gaps.Repeated, report.Gaps.Unusable, report.Gaps.Unmodelled, report.Gaps.UnmodelledTypes, report.Gaps.IncompleteSteps));
        return JsonSerializer.Serialize(document, WhatIfJsonContext.Default.PipelineWhatIfDocument) + "\n";
    }

    public static string Write(IReadOnlyList<JobWhatIf> jobs) => JsonSerializer.Serialize(
        new RecordingWhatIfDocument(SchemaVersion, "recording", [.. jobs.Select(Job)]), WhatIfJsonContext.Default.RecordingWhatIfDocument) + "\n";

    private static JobWhatIfDocument Job(JobWhatIf job) => new(
        job.Diagnosis.Job,
        job.Diagnosis.WorldSize,
        UnixTime.ToSeconds(job.Diagnosis.EndUnixNanoseconds - job.Diagnosis.StartUnixNanoseconds),
        job.Diagnosis.Ledger.Goodput,
        job.Diagnosis.Ledger.Ettr,
        JsonTime.Of(job.Diagnosis.EndUnixNanoseconds),
        job.Report?.BaselineSteps,
        [.. (job.Report?.Removals ?? []).Select(removal => new RemovalDocument(
            removal.Causes,
            removal.Steps,
            Estimate(removal.SavedSeconds),
            Estimate(removal.Goodput),
            JsonTime.Of(job.FinishWithout(removal.SavedSeconds.Value)),
            JsonTime.Of(job.FinishWithout(removal.SavedSeconds.High)),
            JsonTime.Of(job.FinishWithout(removal.SavedSeconds.Low))))],
        [.. (job.Report?.Interactions ?? []).Select(pair => new InteractionDocument([pair.First, pair.Second], Estimate(pair.Seconds)))],
        job is { Run: { } run, Ettr: { } ettr } ? Ettr(run, ettr) : null);

    private static EttrComparisonDocument Ettr(ObservedRun run, RunEttr ettr) => new(
        run.WallSeconds,
        Estimate(ettr.Measured),
        Known(ettr.Formula),
        Known(ettr.Simulated),
        Known(ettr.SingleRuns),
        run.Failures,
        Estimate(ettr.FailuresPerDay),
        ettr.RestartSeconds,
        run.Failures > 0,
        run.Failures > 0 ? run.LostSeconds / run.Failures : null,
        run.Saves,
        ettr.IntervalSeconds,
        ettr.SaveSeconds);

    private static EstimateDocument Estimate(WhatIfEstimate estimate) => new(estimate.Value, estimate.Low, estimate.High);

    private static EstimateDocument Estimate(Estimate estimate) => new(estimate.Value, estimate.Lower, estimate.Upper);

    private static EstimateDocument? Known(Estimate? estimate) => estimate is { } known ? Estimate(known) : null;

    /// <summary>A cause as the contract writes it.</summary>
    public static string Id(SlowdownCause cause) => JsonNamingPolicy.KebabCaseLower.ConvertName(cause.ToString());

    private static string Key(int number) => number.ToString(CultureInfo.InvariantCulture);
}
