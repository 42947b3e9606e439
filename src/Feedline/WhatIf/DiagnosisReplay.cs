using Feedline.Reliability;

namespace Feedline;

/// <summary>Replays the steps of a diagnosed run without each cause found.</summary>
internal static class DiagnosisReplay
{
    /// <summary>Replays it; null with too few undisturbed steps.</summary>
    public static TimelineWhatIfReport? Run(JobDiagnosis job, List<(StepRow Row, TimelineStep Step)> steps, CancellationToken cancellationToken)
    {
        // One cause for each failure mode that the ledger charges time to.
        IGrouping<FailureMode, Diagnosis>[] causes =
        [
            .. job.Diagnoses.GroupBy(diagnosis => diagnosis.Root.FailureMode)
                .Where(group => job.Ledger.Losses.Any(loss => loss.Cause == group.Key.Id && loss.GpuNanoseconds > 0)).Take(64),
        ];
        TimelineCause[] named = [.. causes.Select(cause => new TimelineCause(cause.Key.Id, PartsOf(cause.Key, cause.First().Root.Layer), OutsideSteps(job, cause.Key.Id)))];
        bool hasCheckpoints = steps.Any(step => step.Step.CheckpointSeconds > 0);
        TimelineStep[] marked = [.. steps.Select(step => step.Step with { Causes = CausesOf(step.Row, step.Step, causes, named, hasCheckpoints) })];
        return TimelineWhatIf.Analyze(
            marked,
            named,
            UnixTime.ToSeconds(job.Ledger.GpuNanoseconds) / job.WorldSize,
            UnixTime.ToSeconds(job.Ledger.ProductiveNanoseconds) / job.WorldSize,
            cancellationToken: cancellationToken);
    }

    private static ulong CausesOf(
        in StepRow row, TimelineStep step, IGrouping<FailureMode, Diagnosis>[] causes, TimelineCause[] named, bool hasCheckpoints)
    {
        ulong mask = 0;
        for (int i = 0; i < causes.Length; i++)
        {
            bool isLost = causes[i].Key == FailureMode.WorkerLoss && (step.IsRepeated || (step.IsWarmUp && row.Attempt > 0));
            bool isTouched = named[i].Parts != TimelineParts.Checkpoint || !hasCheckpoints || step.CheckpointSeconds > 0;
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
