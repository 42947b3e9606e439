using System.Collections.Immutable;

namespace Feedline;

/// <summary>Where the GPU time of a job went. Kept in whole nanoseconds, so that the sum closes exactly.</summary>
/// <remarks>
/// <c>world size × wall time = productive + Σ losses + unattributed</c>. Productive is the run's own baseline step.
/// </remarks>
public sealed record GpuTimeLedger
{
    /// <summary>World size times wall time, in nanoseconds.</summary>
    public required long GpuNanoseconds { get; init; }

    /// <summary>GPU time that went into steps of the run's own normal length, in nanoseconds.</summary>
    public required long ProductiveNanoseconds { get; init; }

    /// <summary>GPU time lost to named causes, the greatest first.</summary>
    public required ImmutableArray<LedgerLoss> Losses { get; init; }

    /// <summary>GPU time beyond the normal step for which no finding accounts, in nanoseconds.</summary>
    public required long UnattributedNanoseconds { get; init; }

    /// <summary>The share of the GPU time that was productive, 0 to 1; 0 when there was none.</summary>
    public double Goodput => GpuNanoseconds > 0 ? (double)ProductiveNanoseconds / GpuNanoseconds : 0;

    /// <summary>
    /// The effective training time ratio as measured, 0 to 1; 0 when there was no time: the share in which training moved forward, at whatever speed.
    /// Starts, ends, checkpoints, recovery and steps done again are not; what no finding accounts for is.
    /// </summary>
    /// <remarks>Productive over available wall clock time, as Kokolis et al. define it (arXiv 2410.21680).</remarks>
    public double Ettr
    {
        get
        {
            long standing = Losses.SelectMany(loss => loss.Parts).Where(part => IsStanding(part.Category)).Sum(part => part.GpuNanoseconds);
            return GpuNanoseconds > 0 ? 1 - ((double)standing / GpuNanoseconds) : 0;
        }
    }

    private static bool IsStanding(LossCategory category) => category
        is LossCategory.Startup or LossCategory.Scheduling or LossCategory.CheckpointSave or LossCategory.RepeatedSteps
        or LossCategory.Recovery or LossCategory.Shutdown;
}
