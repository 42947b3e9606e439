using Feedline.Reliability;

namespace Feedline.Tool.WhatIf;

/// <summary>The what-if of a recorded job.</summary>
/// <param name="Diagnosis">What the engine found.</param>
/// <param name="Report">What it would have been without each cause; null with too few undisturbed steps to say.</param>
/// <param name="Run">What its ledger and steps show of failures, saves and restarts; null without steps.</param>
/// <param name="Ettr">Its ETTR from its first step on, measured, by formula and simulated; null without steps.</param>
internal sealed record JobWhatIf(JobDiagnosis Diagnosis, TimelineWhatIfReport? Report, ObservedRun? Run, RunEttr? Ettr)
{
    /// <summary>When the job would have ended, in nanoseconds since 1970.</summary>
    public long FinishWithout(double savedSeconds) => Diagnosis.EndUnixNanoseconds - UnixTime.FromSeconds(savedSeconds);
}
