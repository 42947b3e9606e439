namespace Feedline;

/// <summary>Columnar, bounded memory of samples.</summary>
internal sealed class SignalStore : ISignalWriter
{
    public SignalStore(SignalStoreOptions options, TimeProvider timeProvider) => throw new NotImplementedException();

    /// <summary>How many series exist; grows only. Index i from 0 is the series with handle i.</summary>
    public int SeriesCount => throw new NotImplementedException();

    public SeriesKey KeyAt(int index) => throw new NotImplementedException();

    /// <summary>Index of a key that this store made; -1 for any other key.</summary>
    public int IndexOf(SeriesKey key) => throw new NotImplementedException();

    public ReadOnlySpan<SeriesKey> Series(string signal) => throw new NotImplementedException();

    /// <summary>How many samples were ever accepted into a series: the end of the cursor that ReadFrom moves.</summary>
    public long EndOf(int index) => throw new NotImplementedException();

    /// <summary>Time of the youngest sample, long.MinValue when there is none.</summary>
    public long LastTimeOf(int index) => throw new NotImplementedException();

    /// <summary>
    /// Copies samples from a cursor on (0 = the first ever accepted), oldest first, as many as fit; moves the cursor past them.
    /// A cursor older than what is kept jumps to the oldest kept sample.
    /// </summary>
    public int ReadFrom(int index, ref long cursor, Span<long> unixNanoseconds, Span<double> values) => throw new NotImplementedException();

    /// <summary>Copies the samples a window asks for into memory the store owns and reuses at the next call of ResetWindows.</summary>
    public SampleWindow Window(int index, WindowSpec window, long nowUnixNanoseconds) => throw new NotImplementedException();

    /// <summary>Called before each rule: memory handed out by Window may be reused.</summary>
    public void ResetWindows() => throw new NotImplementedException();

    /// <summary>Samples with an outcome so far, by SampleOutcome.</summary>
    public long CountOf(SampleOutcome outcome) => throw new NotImplementedException();

    public SeriesHandle GetOrAddSeries(SignalDescriptor signal, ReadOnlySpan<Dimension> dimensions) => throw new NotImplementedException();

    public SampleOutcome Write(SeriesHandle series, double value) => throw new NotImplementedException();

    public SampleOutcome Write(SeriesHandle series, long unixNanoseconds, double value) => throw new NotImplementedException();
}
