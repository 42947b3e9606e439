namespace Feedline.Reliability;

/// <summary>Expected ETTR (effective training time ratio) by the formula of "Revisiting Reliability" (Meta, arXiv 2410.21680, HPCA 2025).</summary>
/// <remarks>All methods are pure: any thread may call them.</remarks>
public static class ExpectedEttr
{
    /// <summary>E(ETTR) ≈ (1 − N r (u₀ + Δt/2)) / (1 + w/Δt).</summary>
    /// <param name="failuresPerDay">N r, failures of the job in a day, at least 0; see <see cref="FailureRate.JobFailuresPerDay"/>.</param>
    /// <param name="intervalSeconds">Δt, from one checkpoint to the next, above 0.</param>
    /// <param name="restartSeconds">u₀, from a failure to training again, at least 0. Add detection and queueing: the formula has none.</param>
    /// <param name="blockingSeconds">w, how long a checkpoint stops the job, at least 0.</param>
    /// <returns>The ETTR. 0 where the formula falls below: the job loses all it does.</returns>
    /// <remarks>
    /// <para>An approximation for small losses: it takes failures to be so rare that none comes while the last is repaired, and that each
    /// costs half an interval. With x = <see cref="EttrEstimate.FailureLoss"/> it is too low, by about x²/3 where lost work and
    /// x²/2 where restarts are what costs: at 16,384 GPUs with 6.5 failures per 1000 node-days, restarts of 5 minutes and hourly checkpoints it
    /// gives 0.676 where renewal–reward gives 0.714.</para>
    /// <para>It has no detection time, spares, failed restarts, queue or lag of asynchronous checkpoints.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static EttrEstimate Of(double failuresPerDay, double intervalSeconds, double restartSeconds, double blockingSeconds = 0)
    {
        Require.Positive(intervalSeconds);
        double loss = Require.NotNegative(failuresPerDay) / FailureRate.SecondsPerDay * (Require.NotNegative(restartSeconds) + intervalSeconds / 2);
        double saving = 1 + Require.NotNegative(blockingSeconds) / intervalSeconds;
        return new EttrEstimate(Math.Max(0, 1 - loss) / saving, loss);
    }

    /// <summary>The same for several tiers: (1 − N r Σ share (u₀ + restore + lag + τ/2)) over the share of time between saves.</summary>
    /// <param name="failuresPerDay">Failures of the job in a day, at least 0.</param>
    /// <param name="schedule">When it saves, and where.</param>
    /// <param name="restartSeconds">From a failure to reading the checkpoint, at least 0.</param>
    /// <returns>The ETTR, to first order; it is the formula above for one blocking tier.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static EttrEstimate Of(double failuresPerDay, CheckpointSchedule schedule, double restartSeconds)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Require.NotNegative(restartSeconds);
        double perFailure = schedule.Tiers.Sum(tier =>
            tier.FailureShare * (restartSeconds + tier.RestoreSeconds + tier.Cost.LagSeconds + tier.Every * schedule.IntervalSeconds / 2));
        double loss = Require.NotNegative(failuresPerDay) / FailureRate.SecondsPerDay * perFailure;
        return new EttrEstimate(Math.Max(0, 1 - loss) * (1 - schedule.BlockingShare), loss);
    }
}
