using Feedline.Reliability;
using Feedline.Tool.Analysis;

namespace Feedline.Tool.WhatIf;

/// <summary>Diagnoses a recording and replays its steps without each cause found.</summary>
internal static class RecordingWhatIf
{
    public static IReadOnlyList<JobWhatIf> Run(string path, CancellationToken cancellationToken)
    {
        using AnalysisInput input = AnalysisInput.Open([path]);
        var timeline = new StepTimelineRule();

        // No budget: a slow machine is to find what a fast one finds.
        var builder = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } };
        using DiagnosticEngine engine = builder.AddRule(timeline).Build();
        RecordingReplay.Run(engine, input, cancellationToken: cancellationToken);
        return [.. engine.Diagnose().Where(job => job.WorldSize > 0).Select(job => Analyze(job, timeline.Of(job.Job), cancellationToken))];
    }

    private static JobWhatIf Analyze(JobDiagnosis job, JobTimeline? timeline, CancellationToken cancellationToken)
    {
        // One cause for each failure mode that the ledger charges time to.
        IGrouping<FailureMode, Diagnosis>[] causes =
        [
            .. job.Diagnoses.GroupBy(diagnosis => diagnosis.Root.FailureMode)
                .Where(group => job.Ledger.Losses.Any(loss => loss.Cause == group.Key.Id && loss.GpuNanoseconds > 0)).Take(64),
        ];
        double wall = UnixTime.ToSeconds(job.Ledger.GpuNanoseconds) / job.WorldSize;
        double productive = UnixTime.ToSeconds(job.Ledger.ProductiveNanoseconds) / job.WorldSize;
        if (timeline is null || wall <= 0)
            return new JobWhatIf(job, null);

        TimelineCause[] named = [.. causes.Select(cause => new TimelineCause(cause.Key.Id, PartsOf(cause.Key, cause.First().Root.Layer), OutsideSteps(job, cause.Key.Id)))];
        TimelineStep[] steps = [.. timeline.Steps.Select(step => step.Step with { Causes = CausesOf(step.Row, step.Step, causes, named, timeline) })];
        return new JobWhatIf(job, TimelineWhatIf.Analyze(steps, named, wall, productive, cancellationToken: cancellationToken));
    }

    private static ulong CausesOf(
        in StepRow row, TimelineStep step, IGrouping<FailureMode, Diagnosis>[] causes, TimelineCause[] named, JobTimeline timeline)
    {
        ulong mask = 0;
        bool checkpoints = timeline.Steps.Any(other => other.Step.CheckpointSeconds > 0);
        for (int i = 0; i < causes.Length; i++)
        {
            bool isLost = causes[i].Key == FailureMode.WorkerLoss && (step.IsRepeated || (step.IsWarmUp && row.Attempt > 0));
            bool isTouched = named[i].Parts != TimelineParts.Checkpoint || !checkpoints || step.CheckpointSeconds > 0;
            if (isLost || (isTouched && Overlaps(row, causes[i])))
                mask |= 1UL << i;
        }

        return mask;
    }

    private static bool Overlaps(in StepRow row, IEnumerable<Diagnosis> cause)
    {
        foreach (Diagnosis diagnosis in cause)
        {
            if (Overlaps(row, diagnosis.Root) || diagnosis.Effects.Any(Effect(row)))
                return true;
        }

        return false;

        static Func<Finding, bool> Effect(StepRow row) => finding => Overlaps(row, finding);
    }

    private static bool Overlaps(in StepRow row, Finding finding) =>
        row.StartUnixNanoseconds < finding.EndUnixNanoseconds && row.EndUnixNanoseconds > finding.StartUnixNanoseconds;

    private static TimelineParts PartsOf(FailureMode mode, Layer layer)
    {
        if (mode == FailureMode.Hang || mode == FailureMode.WorkerLoss)
            return TimelineParts.All;

        return layer switch
        {
            Layer.CheckpointStorage => TimelineParts.Checkpoint,
            Layer.DatasetStorage or Layer.MetadataService => TimelineParts.Input,
            Layer.Fabric => TimelineParts.Collective,
            Layer.GpuWorkers => TimelineParts.Compute,
            _ => TimelineParts.All,
        };
    }

    /// <summary>What a cause took before the first step, as the ledger has it.</summary>
    private static double OutsideSteps(JobDiagnosis job, string cause) => job.Ledger.Losses.Where(loss => loss.Cause == cause)
        .SelectMany(loss => loss.Parts).Where(part => part.Category == LossCategory.Scheduling)
        .Sum(part => UnixTime.ToSeconds(part.GpuNanoseconds)) / job.WorldSize;
}
