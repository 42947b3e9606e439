namespace Feedline.Tests.Replay;

/// <summary>A recording in memory, in the order of its times.</summary>
internal sealed class SyntheticRecording : IRecordedSource
{
    private readonly List<(SignalDescriptor Signal, Dimension[] Dimensions)> _series;
    private readonly SyntheticSample[] _samples;
    private SeriesHandle[] _handles = [];
    private int _next;

    public SyntheticRecording(
        List<(SignalDescriptor Signal, Dimension[] Dimensions)> series, IEnumerable<SyntheticSample> samples, List<SyntheticStep> steps)
    {
        _series = series;
        // The order in which samples of one time were written stays: sorting is stable.
        _samples = [.. samples.OrderBy(static sample => sample.Time)];
        Steps = steps;
    }

    /// <summary>What truly happened, in order.</summary>
    public List<SyntheticStep> Steps { get; }

    public int Count => _samples.Length;

    public long FirstTime => _samples[0].Time;

    public long LastTime => _samples[^1].Time;

    /// <summary>The recordings of several jobs as one.</summary>
    public static SyntheticRecording Merge(params SyntheticRecording[] recordings)
    {
        List<(SignalDescriptor, Dimension[])> series = [];
        List<SyntheticSample> samples = [];
        foreach (SyntheticRecording recording in recordings)
        {
            int offset = series.Count;
            series.AddRange(recording._series);
            samples.AddRange(recording._samples.Select(sample => sample with { Series = sample.Series + offset }));
        }

        return new SyntheticRecording(series, samples, [.. recordings.SelectMany(static recording => recording.Steps)]);
    }

    /// <summary>The same recording with further samples of its series.</summary>
    public SyntheticRecording With(IEnumerable<SyntheticSample> samples) => new(_series, _samples.Concat(samples), Steps);

    /// <summary>The same recording with its samples changed.</summary>
    public SyntheticRecording Select(Func<SeriesKey, SyntheticSample, SyntheticSample?> change)
    {
        SeriesKey[] keys = [.. _series.Select(static series => new SeriesKey(series.Signal, [.. series.Dimensions]))];
        return new SyntheticRecording(
            _series,
            _samples.Select(sample => change(keys[sample.Series], sample)).OfType<SyntheticSample>(),
            Steps);
    }

    public bool TryPeek(out long unixNanoseconds)
    {
        unixNanoseconds = _next < _samples.Length ? _samples[_next].Time : 0;
        return _next < _samples.Length;
    }

    public void WriteUntil(ISignalWriter writer, long unixNanoseconds, CancellationToken cancellationToken)
    {
        if (_handles.Length == 0)
        {
            _handles = new SeriesHandle[_series.Count];
            Array.Fill(_handles, new SeriesHandle(-1));
        }

        for (; _next < _samples.Length && _samples[_next].Time <= unixNanoseconds; _next++)
        {
            SyntheticSample sample = _samples[_next];
            if (_handles[sample.Series].Index < 0)
                _handles[sample.Series] = writer.GetOrAddSeries(_series[sample.Series].Signal, _series[sample.Series].Dimensions);

            writer.Write(_handles[sample.Series], sample.Time, sample.Value);
        }
    }

    public void Dispose()
    {
    }
}
