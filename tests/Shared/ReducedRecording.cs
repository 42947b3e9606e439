namespace Feedline.Tests.Shared;

/// <summary>A recording without some of its signals.</summary>
internal sealed class ReducedRecording(IRecordedSource recording, params string[] without) : IRecordedSource
{
    private ReducingWriter? _writer;

    public bool TryPeek(out long unixNanoseconds) => recording.TryPeek(out unixNanoseconds);

    public void WriteUntil(ISignalWriter writer, long unixNanoseconds, CancellationToken cancellationToken)
    {
        _writer ??= new ReducingWriter(writer, without);
        recording.WriteUntil(_writer, unixNanoseconds, cancellationToken);
    }

    public void Dispose() => recording.Dispose();

    private sealed class ReducingWriter(ISignalWriter writer, string[] without) : ISignalWriter
    {
        private static readonly SeriesHandle Nowhere = new(int.MinValue);

        public SeriesHandle GetOrAddSeries(SignalDescriptor signal, ReadOnlySpan<Dimension> dimensions) =>
            without.Contains(signal.Name) ? Nowhere : writer.GetOrAddSeries(signal, dimensions);

        public SampleOutcome Write(SeriesHandle series, double value) =>
            series == Nowhere ? SampleOutcome.Accepted : writer.Write(series, value);

        public SampleOutcome Write(SeriesHandle series, long unixNanoseconds, double value) =>
            series == Nowhere ? SampleOutcome.Accepted : writer.Write(series, unixNanoseconds, value);
    }
}
