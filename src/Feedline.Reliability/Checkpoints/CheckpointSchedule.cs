using System.Collections.Immutable;

namespace Feedline.Reliability;

/// <summary>When a job saves, and to which tiers.</summary>
/// <remarks>Immutable, so any thread may read it.</remarks>
public sealed class CheckpointSchedule
{
    /// <summary>Most tiers of a schedule.</summary>
    internal const int MostTiers = 8;

    /// <summary>Creates a schedule.</summary>
    /// <param name="intervalSeconds">Computing between two saves, above 0.</param>
    /// <param name="tiers">The tiers, the nearest first: 1 to 8, their shares of failures adding up to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="intervalSeconds"/> is not finite or not above 0.</exception>
    /// <exception cref="ArgumentException">
    /// There are no tiers or too many, their shares do not add up to 1, or a save to one lags behind the next save to it.
    /// </exception>
    public CheckpointSchedule(double intervalSeconds, params IReadOnlyList<CheckpointTier> tiers)
    {
        IntervalSeconds = Require.Positive(intervalSeconds);
        CheckTiers(tiers);
        foreach (CheckpointTier tier in tiers)
        {
            // A tenth of a second in a day is rounding, not a writer that falls behind.
            if (tier.Cost.LagSeconds > (intervalSeconds + tier.Cost.BlockingSeconds) * tier.Every * (1 + 1e-6))
                throw new ArgumentException($"A save to '{tier.Name}' takes {tier.Cost.LagSeconds} s to become safe, longer than until the next one.", nameof(tiers));
        }

        Tiers = [.. tiers];
    }

    /// <summary>Computing between two saves, in seconds.</summary>
    public double IntervalSeconds { get; }

    /// <summary>The tiers, the nearest first.</summary>
    public ImmutableArray<CheckpointTier> Tiers { get; }

    /// <summary>Share of the time that saves stop the job while nothing fails: Σ w / every over that and the interval.</summary>
    public double BlockingShare
    {
        get
        {
            double blocking = Tiers.Sum(tier => tier.Cost.BlockingSeconds / tier.Every);
            return blocking / (blocking + IntervalSeconds);
        }
    }

    /// <summary>One tier that survives every failure.</summary>
    /// <param name="intervalSeconds">Computing between two saves, above 0.</param>
    /// <param name="cost">What a save costs.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="intervalSeconds"/> is not finite or not above 0.</exception>
    public static CheckpointSchedule OneTier(double intervalSeconds, CheckpointCost cost) => new(intervalSeconds, new CheckpointTier("storage", cost));

    /// <summary>A schedule whose tiers each have Young's interval for the failures that need them: √(2 w M / share).</summary>
    /// <param name="tiers">The tiers, the nearest first; their <see cref="CheckpointTier.Every"/> is set anew. Each blocks for some time.</param>
    /// <param name="mttfSeconds">M, mean time to failure of the job, above 0.</param>
    /// <returns>The schedule, each tier's interval a multiple of the one before.</returns>
    /// <remarks>
    /// To first order tiers do not disturb each other: each costs w/τ to save and share × τ / 2M to lose, and the lag of a save, though it
    /// is lost with each failure, does not move the optimum. A tier that no failure needs is saved to a hundred times more rarely than M.
    /// </remarks>
    /// <exception cref="ArgumentException">There are no tiers or too many, or their shares do not add up to 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or a save costs nothing.</exception>
    public static CheckpointSchedule Optimal(IReadOnlyList<CheckpointTier> tiers, double mttfSeconds)
    {
        Require.Positive(mttfSeconds);
        CheckTiers(tiers);
        double interval = 0;
        double last = 0;
        var rounded = new List<CheckpointTier>();
        int every = 1;
        foreach (CheckpointTier tier in tiers)
        {
            double best = tier.FailureShare > 0
                ? CheckpointInterval.Young(tier.Cost.BlockingSeconds, mttfSeconds / tier.FailureShare)
                : 100 * mttfSeconds;
            best = Math.Max(best, tier.Cost.LagSeconds);
            if (interval == 0)
                interval = last = best;

            int times = (int)Math.Clamp(Math.Round(best / last), 1, 1_000_000 / every);
            if (last * times < tier.Cost.LagSeconds)
                times++;
            every *= times;
            last *= times;
            rounded.Add(new CheckpointTier(tier.Name, tier.Cost, tier.FailureShare, tier.RestoreSeconds, every));
        }

        return new CheckpointSchedule(interval, rounded);
    }

    private static void CheckTiers(IReadOnlyList<CheckpointTier> tiers)
    {
        ArgumentNullException.ThrowIfNull(tiers);
        if (tiers.Count is 0 or > MostTiers || tiers.Any(tier => tier is null))
            throw new ArgumentException($"A schedule has 1 to {MostTiers} tiers.", nameof(tiers));
        if (Math.Abs(tiers.Sum(tier => tier.FailureShare) - 1) > 1e-9)
            throw new ArgumentException("The tiers' shares of failures must add up to 1.", nameof(tiers));
    }
}
