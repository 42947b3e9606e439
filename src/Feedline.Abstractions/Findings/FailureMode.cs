namespace Feedline;

/// <summary>A way of failing: an open set, so that a rule of one's own can add to it.</summary>
/// <param name="Id">The stable id, lower case with hyphens, such as <c>checkpoint-stall</c>.</param>
public readonly record struct FailureMode(string Id)
{
    /// <summary>Checkpoint storage is slow: all ranks wait while a checkpoint is written.</summary>
    public static FailureMode CheckpointStall { get; } = new("checkpoint-stall");

    /// <summary>The fabric is slow or uneven: pure communication time grows and spreads.</summary>
    public static FailureMode NetworkJitter { get; } = new("network-jitter");

    /// <summary>Many send to one, buffers overflow, throughput collapses.</summary>
    public static FailureMode Incast { get; } = new("incast");

    /// <summary>One rank computes slower than its peers, and all others wait for it.</summary>
    public static FailureMode ComputeStraggler { get; } = new("compute-straggler");

    /// <summary>The step counter stands still.</summary>
    public static FailureMode Hang { get; } = new("hang");

    /// <summary>Replicas disagree after a reduction that should make them equal.</summary>
    public static FailureMode GradientCorruption { get; } = new("gradient-corruption");

    /// <summary>A worker died; the job restarts and repeats steps.</summary>
    public static FailureMode WorkerLoss { get; } = new("worker-loss");

    /// <summary>Input arrives late because training data is read slowly.</summary>
    public static FailureMode DatasetStarvation { get; } = new("dataset-starvation");

    /// <summary>Input arrives late because opening and finding files is slow while reads are healthy.</summary>
    public static FailureMode MetadataStall { get; } = new("metadata-stall");

    /// <summary>Work waits for the scheduler: queue, gang, restart churn.</summary>
    public static FailureMode SchedulerDelay { get; } = new("scheduler-delay");

    /// <summary>Inference requests are refused for rate or quota.</summary>
    public static FailureMode ApiRateLimiting { get; } = new("api-rate-limiting");

    /// <summary>A key that nobody owns drains the quota.</summary>
    public static FailureMode ZombieKey { get; } = new("zombie-key");

    /// <summary>The run is unlike its healthy stretches, whatever the cause.</summary>
    public static FailureMode Anomaly { get; } = new("anomaly");

    /// <inheritdoc/>
    public override string ToString() => Id;
}
