using Feedline.Reliability;

namespace Feedline.Tool.WhatIf;

/// <summary>The what-if of a recorded job.</summary>
/// <param name="Diagnosis">What the engine found.</param>
/// <param name="Report">What it would have been without each cause; null with too few undisturbed steps to say.</param>
internal sealed record JobWhatIf(JobDiagnosis Diagnosis, TimelineWhatIfReport? Report)
{
    /// <summary>
    /// The effective training time ratio as measured: the share of the GPU time in which training moved forward, at whatever speed. Starts, ends,
    /// checkpoints, recovery and steps done again are not.
    /// </summary>
    public double Ettr
    {
        get
        {
            long standing = Diagnosis.Ledger.Losses.SelectMany(loss => loss.Parts).Where(part => IsStanding(part.Category)).Sum(part => part.GpuNanoseconds);
            return Diagnosis.Ledger.GpuNanoseconds > 0 ? 1 - ((double)standing / Diagnosis.Ledger.GpuNanoseconds) : 0;
        }
    }

    /// <summary>When the job would have ended, in nanoseconds since 1970.</summary>
    public long FinishWithout(double savedSeconds) => Diagnosis.EndUnixNanoseconds - UnixTime.FromSeconds(savedSeconds);

    private static bool IsStanding(LossCategory category) => category
        is LossCategory.Startup or LossCategory.Scheduling or LossCategory.CheckpointSave or LossCategory.RepeatedSteps
        or LossCategory.Recovery or LossCategory.Shutdown;
}
