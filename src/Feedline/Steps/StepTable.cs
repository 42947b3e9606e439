using System.Collections.Immutable;

namespace Feedline;

/// <summary>Aligns the samples of all jobs by rank and training step, as they arrive.</summary>
internal sealed class StepTable
{
    private readonly SignalStore _store;
    private readonly ImmutableArray<StepColumn> _columns;
    private readonly int _rowsKept;
    private readonly Dictionary<string, JobSteps> _byId = new(StringComparer.Ordinal);
    private JobView[] _jobs = [];
    private int _seriesSeen;

    public StepTable(SignalStore store, ImmutableArray<StepColumn> columns, int rowsKept)
    {
        _store = store;
        _columns = columns;
        _rowsKept = rowsKept;
    }

    public ReadOnlySpan<JobView> Jobs => _jobs;

    /// <summary>Takes in what was written since the last call.</summary>
    public void Update()
    {
        for (int count = _store.SeriesCount; _seriesSeen < count; _seriesSeen++)
            Bind(_seriesSeen);

        foreach (JobView job in _jobs)
            ((JobSteps)job).Update();
    }

    private void Bind(int series)
    {
        SeriesKey key = _store.KeyAt(series);
        if (InferenceJob.IdOf(key) is not { } id)
            return;

        if (!_byId.TryGetValue(id, out JobSteps? job))
        {
            job = new JobSteps(id, _store, _columns, _rowsKept);
            _byId.Add(id, job);
            _jobs = [.. _jobs, job];
        }

        job.Bind(series, key);
    }
}
