using System.Collections.Frozen;

namespace Feedline;

/// <summary>Which failure modes account for time in which pool, the likelier first.</summary>
internal static class LossClaims
{
    // A hang covers only the time in which nothing moved, so within it nothing else is to blame.
    private static readonly FailureMode[] Read =
        [FailureMode.Hang, FailureMode.DatasetStarvation, FailureMode.MetadataStall, FailureMode.WorkerLoss];

    private static readonly FailureMode[] Metadata =
        [FailureMode.Hang, FailureMode.MetadataStall, FailureMode.DatasetStarvation, FailureMode.WorkerLoss];

    private static readonly FailureMode[] Compute =
        [FailureMode.Hang, FailureMode.ComputeStraggler, FailureMode.WorkerLoss];

    private static readonly FailureMode[] Communication =
        [FailureMode.Hang, FailureMode.Incast, FailureMode.NetworkJitter, FailureMode.WorkerLoss];

    private static readonly FailureMode[] Checkpoint =
        [FailureMode.CheckpointStall, FailureMode.Hang, FailureMode.Incast, FailureMode.NetworkJitter];

    // What is not timed is among the rest: input, checkpoints, communication.
    private static readonly FailureMode[] Other =
    [
        FailureMode.Hang, FailureMode.WorkerLoss, FailureMode.ComputeStraggler, FailureMode.CheckpointStall,
        FailureMode.DatasetStarvation, FailureMode.MetadataStall, FailureMode.Incast, FailureMode.NetworkJitter,
    ];

    private static readonly FrozenSet<FailureMode> WellKnown = new[]
    {
        FailureMode.CheckpointStall, FailureMode.NetworkJitter, FailureMode.Incast, FailureMode.ComputeStraggler, FailureMode.Hang,
        FailureMode.GradientCorruption, FailureMode.WorkerLoss, FailureMode.DatasetStarvation, FailureMode.MetadataStall,
        FailureMode.SchedulerDelay, FailureMode.ApiRateLimiting, FailureMode.ZombieKey, FailureMode.Anomaly,
    }.ToFrozenSet();

    /// <summary>The failure modes that may claim a pool.</summary>
    public static ReadOnlySpan<FailureMode> For(LossPool pool) => pool switch
    {
        LossPool.Read or LossPool.Preparation => Read,
        LossPool.Metadata => Metadata,
        LossPool.Compute => Compute,
        LossPool.Communication => Communication,
        LossPool.Checkpoint => Checkpoint,
        _ => Other,
    };

    /// <summary>
    /// Whether a finding of a mode that is none of the well-known ones may claim a pool: then its layer says what it is about.
    /// </summary>
    public static bool MayClaim(Finding finding, LossPool pool) => !WellKnown.Contains(finding.FailureMode) && finding.Layer switch
    {
        Layer.DatasetStorage => pool is LossPool.Read or LossPool.Preparation,
        Layer.MetadataService => pool == LossPool.Metadata,
        Layer.CheckpointStorage => pool == LossPool.Checkpoint,
        Layer.Fabric => pool == LossPool.Communication,
        Layer.GpuWorkers => pool is LossPool.Compute or LossPool.Other,
        Layer.OrchestrationScheduler => pool == LossPool.Other,
        _ => false,
    };
}
