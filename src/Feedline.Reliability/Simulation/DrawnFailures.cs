namespace Feedline.Reliability;

/// <summary>Failures at the constant rates of nodes and domains, or after lives of a distribution.</summary>
internal struct DrawnFailures : IFailureSource
{
    // One number to a failure from each stream: jobs that differ elsewhere see the same failures.
    private readonly JobConstants _job;
    private Xoshiro256 _gaps;
    private Xoshiro256 _kinds;
    private Xoshiro256 _tiers;

    public DrawnFailures(JobConstants job, ulong seed, long replication)
    {
        _job = job;
        _gaps = Xoshiro256.Of(seed, replication, 0);
        _kinds = Xoshiro256.Of(seed, replication, 1);
        _tiers = Xoshiro256.Of(seed, replication, 2);
    }

    public double Next(double from)
    {
        double share = _gaps.NextShare();
        if (_job.Life is { } life)
            return from + life.Quantile(share);

        // Nothing fails at all: infinity times the logarithm of 1 would be no number.
        return double.IsFinite(_job.MttfSeconds) ? from - _job.MttfSeconds * Math.Log(1 - share) : double.PositiveInfinity;
    }

    public int NodesLost()
    {
        double share = _kinds.NextShare();
        return _job.HasDomains && _job.Life is null ? _job.NodesLost(share) : 1;
    }

    public double TierShare() => _tiers.NextShare();
}
