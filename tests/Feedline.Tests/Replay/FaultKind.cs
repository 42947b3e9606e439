namespace Feedline.Tests.Replay;

/// <summary>What can go wrong in a <see cref="SyntheticRun"/>.</summary>
internal enum FaultKind
{
    /// <summary>Checkpoint writes take Intensity times as long, on the ranks given or on all.</summary>
    CheckpointStall,

    /// <summary>Reads take Intensity normal steps longer, on the ranks given or on all.</summary>
    DatasetSlow,

    /// <summary>Opens take Intensity normal steps longer, on the ranks given or on all.</summary>
    MetadataSlow,

    /// <summary>The ranks compute 1 + Intensity times as long.</summary>
    Straggler,

    /// <summary>The link of the ranks is slow and uneven: communication takes about Intensity normal steps longer.</summary>
    Jitter,

    /// <summary>As jitter, and the rank that sends to the first of the ranks sends its bytes again and again.</summary>
    Incast,

    /// <summary>The ranks stop altogether, sampler included, as under SIGSTOP.</summary>
    HangSilent,

    /// <summary>The ranks work on forever while the others idle in the collective.</summary>
    HangBusy,

    /// <summary>All idle in the collective.</summary>
    HangAlike,

    /// <summary>All wait in the collective with a GPU that counts as busy, as NCCL's kernels do.</summary>
    HangSpinning,

    /// <summary>The gradients of the ranks are off after the reduction, by about Intensity.</summary>
    Corruption,

    /// <summary>The ranks are killed; all restart from the last checkpoint.</summary>
    Crash,

    /// <summary>The ranks are killed and never come back; the others restart without them.</summary>
    LeaveForGood,

    /// <summary>Samples take Intensity normal steps longer to decode, on the ranks given or on all; storage is as fast as ever.</summary>
    DecodeSlow,

    /// <summary>Of a run with a cache, only the share Intensity of the reads is served by it, on the ranks given or on all.</summary>
    CacheLost,
}
