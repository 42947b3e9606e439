namespace Feedline.Tests.Replay;

/// <summary>A recording as a live engine gets it: each rank sends what it has now and then, each at its own time.</summary>
internal sealed class BatchedRecording(SyntheticRecording recording, double period, double phase) : IRecordedSource
{
    private readonly List<(long Sent, int Order, SeriesKey Key, SyntheticSample Sample)> _samples = Send(recording, period, phase);
    private readonly Dictionary<int, SeriesHandle> _handles = [];
    private int _next;

    public bool TryPeek(out long unixNanoseconds)
    {
        unixNanoseconds = _next < _samples.Count ? _samples[_next].Sent : 0;
        return _next < _samples.Count;
    }

    public void WriteUntil(ISignalWriter writer, long unixNanoseconds, CancellationToken cancellationToken)
    {
        for (; _next < _samples.Count && _samples[_next].Sent <= unixNanoseconds; _next++)
        {
            (long _, int _, SeriesKey key, SyntheticSample sample) = _samples[_next];
            if (!_handles.TryGetValue(sample.Series, out SeriesHandle handle))
                _handles.Add(sample.Series, handle = writer.GetOrAddSeries(key.Signal, [.. key.Dimensions]));

            writer.Write(handle, sample.Time, sample.Value);
        }
    }

    public void Dispose() => recording.Dispose();

    private static List<(long, int, SeriesKey, SyntheticSample)> Send(SyntheticRecording recording, double period, double phase)
    {
        List<(long Sent, int Order, SeriesKey, SyntheticSample)> sent = [];
        long length = UnixTime.FromSeconds(period);
        recording.Select((key, sample) =>
        {
            long shift = UnixTime.FromSeconds(phase * (key.Rank ?? 0));
            long at = key.Rank is null ? sample.Time : ((((sample.Time - shift) / length) + 1) * length) + shift;
            // An exporter sends series by series.
            sent.Add((at, sample.Series, key, sample));
            return null;
        });
        return [.. sent.OrderBy(static entry => entry.Sent).ThenBy(static entry => entry.Order)];
    }
}
