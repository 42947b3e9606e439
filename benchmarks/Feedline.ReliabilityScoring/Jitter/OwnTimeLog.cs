namespace Feedline.ReliabilityScoring.Jitter;

/// <summary>Input wait plus compute of each rank and step, written before the step's number.</summary>
internal sealed class OwnTimeLog : ISignalWriter
{
    private readonly List<(string Signal, int Rank)> _series = [];
    private readonly Dictionary<int, (double Own, bool HasCompute)> _open = [];
    private readonly SortedDictionary<long, Dictionary<int, double>> _steps = [];
    private readonly HashSet<int> _ranks = [];

    public SeriesHandle GetOrAddSeries(SignalDescriptor signal, ReadOnlySpan<Dimension> dimensions)
    {
        _series.Add((signal.Name, new SeriesKey(signal, [.. dimensions]).Rank ?? -1));
        return new SeriesHandle(_series.Count - 1);
    }

    public SampleOutcome Write(SeriesHandle series, double value) => throw new NotSupportedException("A recording writes times.");

    public SampleOutcome Write(SeriesHandle series, long unixNanoseconds, double value)
    {
        (string signal, int rank) = _series[series.Index];
        if (rank < 0)
            return SampleOutcome.Accepted;

        (double own, bool hasCompute) = _open.GetValueOrDefault(rank);
        switch (signal)
        {
            case SignalNames.DataWaitDuration:
                _open[rank] = (own + value, hasCompute);
                break;
            case SignalNames.ComputeDuration:
                _open[rank] = (own + value, true);
                break;
            case SignalNames.Step when hasCompute:
                if (!_steps.TryGetValue((long)value, out Dictionary<int, double>? step))
                    _steps.Add((long)value, step = []);
                step[rank] = own;
                _ranks.Add(rank);
                _open.Remove(rank);
                break;
        }

        return SampleOutcome.Accepted;
    }

    /// <summary>A row of ranks per step that all took, rising; of a step taken again, the last time.</summary>
    public double[][] Rows() =>
    [
        .. _steps.Values.Where(step => step.Count == _ranks.Count && step.Values.All(time => time > 0))
            .Select(step => step.OrderBy(rank => rank.Key).Select(rank => rank.Value).ToArray()),
    ];
}
