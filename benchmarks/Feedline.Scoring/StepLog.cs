namespace Feedline.Scoring;

/// <summary>The steps of a recording as its samples tell them, without the engine: what the diagnosis is held against.</summary>
internal sealed class StepLog : ISignalWriter
{
    private readonly List<(string Signal, int Rank)> _series = [];
    private readonly SortedDictionary<int, List<StepTime>> _ranks = [];
    private readonly Dictionary<int, (double Checkpoint, double Evaluation)> _pauses = [];

    /// <summary>The steps of each rank in the order of their time.</summary>
    public IReadOnlyDictionary<int, List<StepTime>> Ranks => _ranks;

    public static StepLog Of(IRecordedSource recording)
    {
        var log = new StepLog();
        recording.WriteUntil(log, long.MaxValue, CancellationToken.None);
        return log;
    }

    public SeriesHandle GetOrAddSeries(SignalDescriptor signal, ReadOnlySpan<Dimension> dimensions)
    {
        var key = new SeriesKey(signal, [.. dimensions]);
        _series.Add((signal.Name, key.Rank ?? -1));
        return new SeriesHandle(_series.Count - 1);
    }

    public SampleOutcome Write(SeriesHandle series, double value) => throw new NotSupportedException("A recording writes times.");

    public SampleOutcome Write(SeriesHandle series, long unixNanoseconds, double value)
    {
        (string signal, int rank) = _series[series.Index];
        if (rank < 0)
            return SampleOutcome.Accepted;

        (double checkpoint, double evaluation) = _pauses.GetValueOrDefault(rank);
        switch (signal)
        {
            case SignalNames.CheckpointDuration:
                _pauses[rank] = (checkpoint + value, evaluation);
                break;
            case SignalNames.EvaluationDuration:
                _pauses[rank] = (checkpoint, evaluation + value);
                break;
            case SignalNames.Step:
                if (!_ranks.TryGetValue(rank, out List<StepTime>? steps))
                    _ranks.Add(rank, steps = []);

                long start = steps.Count > 0 ? steps[^1].End : unixNanoseconds;
                long furthest = steps.Count > 0 ? steps[^1].Furthest : -1;
                steps.Add(new StepTime((long)value, start, unixNanoseconds, checkpoint, evaluation, (long)value <= furthest, Math.Max(furthest, (long)value)));
                _pauses.Remove(rank);
                break;
        }

        return SampleOutcome.Accepted;
    }
}
