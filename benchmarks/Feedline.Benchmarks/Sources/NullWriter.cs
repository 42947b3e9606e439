namespace Feedline.Benchmarks;

/// <summary>Takes samples and keeps nothing: what is measured is the reader.</summary>
internal sealed class NullWriter : ISignalWriter
{
    private int _series;

    public long Samples { get; private set; }

    public SeriesHandle GetOrAddSeries(SignalDescriptor signal, ReadOnlySpan<Dimension> dimensions) => new(_series++);

    public SampleOutcome Write(SeriesHandle series, double value) => SampleOutcome.Accepted;

    public SampleOutcome Write(SeriesHandle series, long unixNanoseconds, double value)
    {
        Samples++;
        return SampleOutcome.Accepted;
    }
}
