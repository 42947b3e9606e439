namespace Feedline.ReliabilityScoring.Jitter;

/// <summary>Input wait plus compute of each rank and step; a rank's samples of one step carry one time.</summary>
internal sealed class OwnTimeLog : ISignalWriter
{
    private readonly List<(string Signal, int Rank)> _series = [];
    private readonly Dictionary<(int Rank, long Time), (long Step, double Own, bool HasCompute)> _samples = [];

    public SeriesHandle GetOrAddSeries(SignalDescriptor signal, ReadOnlySpan<Dimension> dimensions)
    {
        _series.Add((signal.Name, new SeriesKey(signal, [.. dimensions]).Rank ?? -1));
        return new SeriesHandle(_series.Count - 1);
    }

    public SampleOutcome Write(SeriesHandle series, double value) => throw new NotSupportedException("A recording writes times.");

    public SampleOutcome Write(SeriesHandle series, long unixNanoseconds, double value)
    {
        (string signal, int rank) = _series[series.Index];
        (long step, double own, bool hasCompute) = _samples.GetValueOrDefault((rank, unixNanoseconds), (-1, 0, false));
        (step, own, hasCompute) = signal switch
        {
            SignalNames.Step => ((long)value, own, hasCompute),
            SignalNames.DataWaitDuration => (step, own + value, hasCompute),
            SignalNames.ComputeDuration => (step, own + value, true),
            _ => (step, own, hasCompute),
        };
        if (rank >= 0 && (step >= 0 || own > 0))
            _samples[(rank, unixNanoseconds)] = (step, own, hasCompute);
        return SampleOutcome.Accepted;
    }

    /// <summary>A row of ranks per step that all took, rising; of a step taken again, the last time.</summary>
    public double[][] Rows()
    {
        int ranks = _samples.Keys.Select(key => key.Rank).Distinct().Count();
        return [.. _samples.Where(sample => sample.Value.Step >= 0 && sample.Value.HasCompute)
            .GroupBy(sample => sample.Value.Step)
            .OrderBy(step => step.Key)
            .Select(step => step.GroupBy(sample => sample.Key.Rank).OrderBy(rank => rank.Key).Select(rank => rank.MaxBy(sample => sample.Key.Time).Value.Own).ToArray())
            .Where(row => row.Length == ranks && row.All(time => time > 0))];
    }
}
