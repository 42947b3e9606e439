namespace Feedline.MachineLearning;

/// <summary>Pulls the samples of a recording one by one, each judged as the signal store judges it: counters become increases, sentinels go.</summary>
/// <remarks>Between two times of the recording it holds the samples of one time; of each series the store keeps a few.</remarks>
internal sealed class RecordingSamples : ISignalWriter, IDisposable
{
    /// <summary>As many series as fit into 64 MiB of store.</summary>
    private const int MaxSeries = 1 << 17;

    private readonly IRecordedSource _source;
    private readonly SignalStore _store;
    private readonly Queue<(int Series, long Time, double Value)> _waiting = new();

    public RecordingSamples(Func<IRecordedSource> open)
    {
        _store = new SignalStore(new SignalStoreOptions { MaxSeries = MaxSeries, SamplesPerSeries = 16 }, TimeProvider.System);
        _source = open() ?? throw new InvalidOperationException("The recording was not opened: null was returned.");
    }

    public SeriesKey KeyOf(int series) => _store.KeyAt(series);

    /// <summary>Gives the next sample in the recording's order; false at its end.</summary>
    public bool TryRead(out int series, out long time, out double value)
    {
        while (_waiting.Count == 0)
        {
            if (!_source.TryPeek(out long next))
            {
                (series, time, value) = (0, 0, 0);
                return false;
            }

            _source.WriteUntil(this, next, CancellationToken.None);
        }

        (series, time, value) = _waiting.Dequeue();
        return true;
    }

    public SeriesHandle GetOrAddSeries(SignalDescriptor signal, ReadOnlySpan<Dimension> dimensions)
    {
        SeriesHandle series = _store.GetOrAddSeries(signal, dimensions);
        if (series.Index < 0)
            throw new InvalidOperationException($"The recording has more than {MaxSeries} series: it cannot be read as data.");

        return series;
    }

    public SampleOutcome Write(SeriesHandle series, double value) => Keep(series, _store.Write(series, value));

    public SampleOutcome Write(SeriesHandle series, long unixNanoseconds, double value) =>
        Keep(series, _store.Write(series, unixNanoseconds, value));

    public void Dispose() => _source.Dispose();

    private SampleOutcome Keep(SeriesHandle series, SampleOutcome outcome)
    {
        if (outcome != SampleOutcome.Accepted)
            return outcome;

        long cursor = Math.Max(0, _store.EndOf(series.Index) - 1), time = 0;
        double value = 0;

        // The total that a counter begins with gives no sample.
        if (_store.ReadFrom(series.Index, ref cursor, new Span<long>(ref time), new Span<double>(ref value)) == 1)
            _waiting.Enqueue((series.Index, time, value));

        return outcome;
    }
}
