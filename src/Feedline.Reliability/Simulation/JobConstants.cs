using System.Collections.Immutable;

namespace Feedline.Reliability;

/// <summary>What a job comes to, computed once for all replications. Read-only, so shared by all threads.</summary>
internal sealed class JobConstants
{
    private readonly double _ofNodes;
    private readonly double _all;
    private readonly int _nodes;
    private readonly ImmutableArray<FailureDomain> _domains;

    public JobConstants(TrainingJob job, double horizonSeconds)
    {
        _nodes = job.Nodes;
        _domains = job.Failures.Domains;
        _ofNodes = job.Failures.Rate.JobFailuresPerDay(job.Nodes, job.Failures.Scaling);
        _all = job.Failures.JobFailuresPerDay(job.Nodes);
        HorizonSeconds = horizonSeconds;
        MttfSeconds = FailureRate.SecondsPerDay / _all;
        Life = job.Life;
        Interval = job.Checkpoints.IntervalSeconds;
        Tiers = [.. job.Checkpoints.Tiers.Select(tier => new TierConstants(
            tier.Every, tier.Cost.BlockingSeconds, tier.Cost.LagSeconds, tier.RestoreSeconds, tier.FailureShare))];
        Detection = job.DetectionSeconds;
        Restart = job.Restart.Seconds(job.Nodes);
        RestartFailure = job.RestartFailureProbability;
        Queue = job.Queue;
        Spares = job.SpareNodes ?? -1;
        Repair = job.SpareNodes is null ? null : job.Repair;
        FailsWhileDown = job.FailsWhileDown;
        BasePeriod = Interval;
        foreach (TierConstants tier in Tiers)
            BasePeriod += tier.Blocking / tier.Every;
    }

    public double HorizonSeconds { get; }

    public double MttfSeconds { get; }

    public LifetimeDistribution? Life { get; }

    public double Interval { get; }

    /// <summary>Mean length of a save's period.</summary>
    public double BasePeriod { get; }

    public TierConstants[] Tiers { get; }

    public double Detection { get; }

    public double Restart { get; }

    public double RestartFailure { get; }

    public LifetimeDistribution? Queue { get; }

    /// <summary>Below 0 for as many as are needed.</summary>
    public int Spares { get; }

    public LifetimeDistribution? Repair { get; }

    public bool FailsWhileDown { get; }

    public bool HasDomains => !_domains.IsEmpty;

    /// <summary>Nodes that a failure takes: kinds have their share of the rates, and a domain's last one may be filled in part.</summary>
    public int NodesLost(double share)
    {
        double place = share * _all - _ofNodes;
        if (place < 0)
            return 1;

        foreach (FailureDomain domain in _domains)
        {
            int count = domain.DomainsOf(_nodes);
            double rate = count * domain.FailuresPerDay;
            if (place < rate)
            {
                bool isLast = (int)(place / rate * count) == count - 1;
                return isLast ? _nodes - (count - 1) * domain.NodesPerDomain : domain.NodesPerDomain;
            }

            place -= rate;
        }

        return 1;
    }
}
