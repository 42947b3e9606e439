namespace Feedline.Sources.Tests;

/// <summary>Keeps nothing, so that what is allocated is the reader's.</summary>
internal sealed class CountingWriter : ISignalWriter
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
