using System.Collections.Immutable;

namespace Feedline;

/// <summary>The ledgers of all jobs that have ranks.</summary>
internal sealed class JobLedgers
{
    private readonly List<JobLedger> _ledgers = [];
    private int _jobsSeen;

    public IReadOnlyList<JobLedger> All => _ledgers;

    /// <summary>Takes in the rows closed since the last call.</summary>
    public void Update(ReadOnlySpan<JobView> jobs, ImmutableArray<Finding> findings)
    {
        for (; _jobsSeen < jobs.Length; _jobsSeen++)
            _ledgers.Add(new JobLedger((JobSteps)jobs[_jobsSeen]));

        foreach (JobLedger ledger in _ledgers)
            ledger.Update(findings);
    }
}
