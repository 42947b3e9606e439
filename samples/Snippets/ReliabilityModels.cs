using Feedline.Reliability;

namespace Feedline.Samples.Snippets;

/// <summary>Models of Feedline.Reliability as the guide shows them.</summary>
public static class ReliabilityModels
{
    /// <summary>What a fleet's outages say.</summary>
    public static (double Rate, double Shape, int Lemons) Fit(IReadOnlyList<NodeOutage> outages)
    {
        #region reliability-fit
        OutageLog log = OutageLog.Create(outages, nodes: 400, startDays: 0, endDays: 349);
        Estimate rate = log.Rate().Rate;                                          // per node-day, with its exact interval
        WeibullFit life = WeibullFit.FromLifetimes(log.RenewedLifetimes.AsSpan()); // shape below 1: failures soon after repairs
        SurvivalCurve repairs = SurvivalCurve.FromLifetimes(log.Repairs.AsSpan()); // Kaplan–Meier
        LemonReport lemons = LemonReport.FromCounts(log.Counts.AsSpan());          // nodes that fail more often than chance
        #endregion
        return (repairs.Steps.Length > 0 ? rate.Value : 0, life.Shape.Value, lemons.Lemons.Length);
    }

    /// <summary>MTTF, interval and ETTR of a job by formula.</summary>
    public static (double Mttf, double Interval, double Ettr) Formulas()
    {
        #region reliability-formulas
        FailureRate rate = FailureRate.FromCount(419, nodeDays: 2048 * 54, FailureDefinition.UnplannedInterruption);
        double mttf = rate.MttfSeconds(nodes: 2048);                              // 11,136 s
        double save = CheckpointStorage.SaveSeconds(CheckpointStorage.Bytes(405e9), storageBytesPerSecond: 250e9);
        double interval = CheckpointInterval.Exact(save, mttf);
        double ettr = RenewalEttr.Of(new ExponentialLifetime(mttf), interval, new CheckpointCost(save), downSeconds: 360);
        #endregion
        return (mttf, interval, ettr);
    }

    /// <summary>A job with spares and several tiers of checkpoints, simulated.</summary>
    public static SimulationResult Simulate(FailureRate rate, int replications)
    {
        #region reliability-simulate
        CheckpointTier[] tiers =
        [
            new("local", new CheckpointCost(blockingSeconds: 0.5), failureShare: 0.6, restoreSeconds: 5),
            new("remote", new CheckpointCost(blockingSeconds: 2, lagSeconds: 60), failureShare: 0.4, restoreSeconds: 90),
        ];
        var job = new TrainingJob
        {
            Nodes = 2048,
            Failures = new CorrelatedFailures(rate, [new FailureDomain("rack", nodesPerDomain: 8, failuresPerDay: 0.001)]),
            Checkpoints = CheckpointSchedule.Optimal(tiers, rate.MttfSeconds(2048)),
            DetectionSeconds = 60,
            Restart = new RestartTime(fixedSeconds: 120, perNodeSeconds: 0.1),
            RestartFailureProbability = 0.1,
            SpareNodes = 16,
            Repair = new ExponentialLifetime(12 * 3600),
        };
        SimulationResult result = JobSimulation.Run(job, new SimulationOptions { Replications = replications, Seed = 7 });
        Estimate ettr = result.Ettr;                                              // mean and 95 % interval
        double badRun = result.EttrQuantile(0.05);                                // one run in twenty is worse
        #endregion
        return ettr.Value >= badRun ? result : throw new InvalidOperationException("The mean is above the worst runs.");
    }
}
