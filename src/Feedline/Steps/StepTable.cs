using System.Collections.Immutable;

namespace Feedline;

/// <summary>Aligns the samples of all jobs by rank and training step. A stub: it sees no jobs.</summary>
internal sealed class StepTable
{
    private readonly JobView[] _jobs = [];

    public StepTable(SignalStore store, ImmutableArray<StepColumn> columns, int rowsKept)
    {
        _ = (store, columns, rowsKept);
    }

    public ReadOnlySpan<JobView> Jobs => _jobs;

    public void Update(long nowUnixNanoseconds) => _ = (_jobs, nowUnixNanoseconds);
}
