namespace Feedline.Reliability;

/// <summary>A synchronous training job, its failures and what happens after one: what <see cref="JobSimulation"/> plays.</summary>
/// <remarks>Immutable, so any thread may read it. The simulation checks that the parts fit together.</remarks>
public sealed record TrainingJob
{
    /// <summary>Nodes of the job, at least 1.</summary>
    public required int Nodes { get; init; }

    /// <summary>What fails, and how often.</summary>
    public required CorrelatedFailures Failures { get; init; }

    /// <summary>When the job saves, and where.</summary>
    public required CheckpointSchedule Checkpoints { get; init; }

    /// <summary>
    /// Times to failure of the whole job in seconds, beginning anew with each failure or restart, in place of the constant rates of
    /// <see cref="Failures"/>; each takes one node. Null, the default, for those.
    /// </summary>
    public LifetimeDistribution? Life { get; init; }

    /// <summary>From a failure to the moment somebody notices, in seconds, at least 0, the default.</summary>
    public double DetectionSeconds { get; init; }

    /// <summary>How long a restart takes, reading the checkpoint left out; nothing by default.</summary>
    public RestartTime Restart { get; init; }

    /// <summary>How often a restart fails and has to be done again, at least 0, the default, and below 1.</summary>
    public double RestartFailureProbability { get; init; }

    /// <summary>How long the scheduler lets each restart wait, in seconds; null, the default, for not at all.</summary>
    public LifetimeDistribution? Queue { get; init; }

    /// <summary>Nodes that stand by; null, the default, when there is always one to be had.</summary>
    public int? SpareNodes { get; init; }

    /// <summary>How long a failed node is away, in seconds. Needed with <see cref="SpareNodes"/>, without effect otherwise.</summary>
    public LifetimeDistribution? Repair { get; init; }

    /// <summary>
    /// Whether failures also happen while the job is down, so that recovery begins anew: true, the default, for failures of hardware;
    /// false where only a running job fails.
    /// </summary>
    public bool FailsWhileDown { get; init; } = true;

    /// <summary>Mean seconds from a failure to computing again, when a spare is at hand: detection, queue, restart, reading.</summary>
    /// <remarks>(queue + restart + read) / (1 − failure probability) + detection.</remarks>
    public double MeanDownSeconds => DetectionSeconds
        + ((Queue?.Mean ?? 0) + Restart.Seconds(Nodes) + Checkpoints.Tiers.Sum(tier => tier.FailureShare * tier.RestoreSeconds)) / (1 - RestartFailureProbability);

    internal void ThrowIfBad()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Nodes, 1);
        ArgumentNullException.ThrowIfNull(Failures);
        ArgumentNullException.ThrowIfNull(Checkpoints);
        Require.NotNegative(DetectionSeconds);
        Require.BelowOne(RestartFailureProbability);
        if (SpareNodes is not { } spares)
            return;

        ArgumentOutOfRangeException.ThrowIfNegative(spares, nameof(SpareNodes));
        ArgumentNullException.ThrowIfNull(Repair);
    }
}
