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

    // Where collectives are not timed, communication is among the rest.
    private static readonly FailureMode[] Other =
        [FailureMode.Hang, FailureMode.WorkerLoss, FailureMode.ComputeStraggler, FailureMode.NetworkJitter];

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
}
