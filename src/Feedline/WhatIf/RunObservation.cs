using Feedline.Reliability;

namespace Feedline;

/// <summary>Reads a run's failures, saves and restarts from its ledger and steps.</summary>
internal static class RunObservation
{
    /// <summary>What was observed; null where the job has no time beyond its start and end.</summary>
    public static ObservedRun? Of(JobDiagnosis job, List<(StepRow Row, TimelineStep Step)> steps)
    {
        double start = Seconds(LossCategory.Startup) + Seconds(LossCategory.Scheduling);
        double wall = UnixTime.ToSeconds(job.Ledger.GpuNanoseconds) / job.WorldSize - start - Seconds(LossCategory.Shutdown);
        if (wall <= 0)
            return null;

        int losses = job.Diagnoses.SelectMany(diagnosis => diagnosis.Effects.Prepend(diagnosis.Root)).Count(finding => finding.FailureMode == FailureMode.WorkerLoss);
        int failures = Math.Max(losses, steps[^1].Row.Attempt);
        int saves = steps.Count(step => step.Step.CheckpointSeconds > 0);
        return new ObservedRun
        {
            WallSeconds = wall,
            Failures = failures,
            DownSeconds = Seconds(LossCategory.Recovery),
            LostSeconds = Seconds(LossCategory.RepeatedSteps),
            Saves = saves,
            SavingSeconds = saves > 0 ? Seconds(LossCategory.CheckpointSave) : 0,
            UnclearSeconds = UnixTime.ToSeconds(job.Ledger.UnattributedNanoseconds) / job.WorldSize,
            StartSeconds = start,
        };

        // Mean over the ranks, which all wait for each other.
        double Seconds(LossCategory category) => job.Ledger.Losses.SelectMany(loss => loss.Parts).Where(part => part.Category == category)
            .Sum(part => UnixTime.ToSeconds(part.GpuNanoseconds)) / job.WorldSize;
    }
}
