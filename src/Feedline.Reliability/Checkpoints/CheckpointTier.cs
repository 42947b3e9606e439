namespace Feedline.Reliability;

/// <summary>A place that checkpoints are saved to: local memory or disk, a peer node, remote storage.</summary>
/// <remarks>Immutable, so any thread may read it.</remarks>
public sealed class CheckpointTier
{
    /// <summary>Creates a tier.</summary>
    /// <param name="name">What it is, such as "local".</param>
    /// <param name="cost">What a save to it costs.</param>
    /// <param name="failureShare">
    /// Share of the failures for which this is the nearest tier whose copy survives, 0 to 1; those of all tiers add up to 1. A crashed
    /// process leaves local memory, a lost node only its peer's copy, a lost rack only the remote one.
    /// </param>
    /// <param name="restoreSeconds">How long reading back from it takes, at least 0.</param>
    /// <param name="every">It gets each save whose number divides by this, at least 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public CheckpointTier(string name, CheckpointCost cost, double failureShare = 1, double restoreSeconds = 0, int every = 1)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Require.NotNegative(failureShare), 1, nameof(failureShare));
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        Name = name;
        Cost = cost;
        FailureShare = failureShare;
        RestoreSeconds = Require.NotNegative(restoreSeconds);
        Every = every;
    }

    /// <summary>What it is.</summary>
    public string Name { get; }

    /// <summary>What a save to it costs.</summary>
    public CheckpointCost Cost { get; }

    /// <summary>Share of the failures for which this is the nearest tier whose copy survives.</summary>
    public double FailureShare { get; }

    /// <summary>How long reading back from it takes.</summary>
    public double RestoreSeconds { get; }

    /// <summary>It gets each save whose number divides by this.</summary>
    public int Every { get; }
}
