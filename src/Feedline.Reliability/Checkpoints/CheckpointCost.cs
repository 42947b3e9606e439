namespace Feedline.Reliability;

/// <summary>What one save costs. The default value is a save that costs nothing.</summary>
/// <remarks>Immutable, so any thread may read it.</remarks>
public readonly record struct CheckpointCost
{
    /// <summary>Creates the cost of a save.</summary>
    /// <param name="blockingSeconds">How long the job stands still, at least 0.</param>
    /// <param name="lagSeconds">
    /// How long after that the save is safe, at least 0: 0, the default, for a save that blocks until it is written; the time of the
    /// write for an asynchronous one. A failure before then falls back to the save before.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite.</exception>
    public CheckpointCost(double blockingSeconds, double lagSeconds = 0)
    {
        BlockingSeconds = Require.NotNegative(blockingSeconds);
        LagSeconds = Require.NotNegative(lagSeconds);
    }

    /// <summary>How long the job stands still.</summary>
    public double BlockingSeconds { get; }

    /// <summary>How long after that the save is safe.</summary>
    public double LagSeconds { get; }
}
