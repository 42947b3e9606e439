namespace Feedline;

/// <summary>Columnar, bounded memory of samples.</summary>
/// <remarks>
/// Any thread writes and asks for handles. One evaluating thread at a time calls <see cref="Window"/> and
/// <see cref="ResetWindows"/>; all other members may be called from any thread. Each series has a lock of its own, held for
/// one append or one copy, so writers of different series never meet.
/// </remarks>
internal sealed class SignalStore : ISignalWriter
{
    /// <summary>The signal of the store's own series: 1 for each sample that came when there was no room for its series.</summary>
    public const string OverflowSignal = "feedline.samples.overflow";

    /// <summary>The upper bound of <see cref="SignalStoreOptions.MaxSeries"/>.</summary>
    public const int LargestMaxSeries = 4_194_304;

    /// <summary>The bounds of <see cref="SignalStoreOptions.SamplesPerSeries"/>.</summary>
    public const int SmallestSamplesPerSeries = 16, LargestSamplesPerSeries = 1_048_576;

    private readonly TimeProvider _timeProvider;
    private readonly SeriesIndex _index;
    private readonly WindowMemory _windows = new();
    private readonly long[] _dropped = new long[Enum.GetValues<SampleOutcome>().Length];

    public SignalStore(SignalStoreOptions options, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ThrowIfOutside(options.MaxSeries, 1, LargestMaxSeries, nameof(SignalStoreOptions.MaxSeries));
        ThrowIfOutside(
            options.SamplesPerSeries,
            SmallestSamplesPerSeries,
            LargestSamplesPerSeries,
            nameof(SignalStoreOptions.SamplesPerSeries));

        _timeProvider = timeProvider;
        _index = new SeriesIndex(options.MaxSeries, options.SamplesPerSeries);
    }

    /// <summary>
    /// How many series exist; grows only. Index i from 0 is the series with handle i. The store's own series of
    /// <see cref="OverflowSignal"/> comes on top of MaxSeries, and only once a sample was refused.
    /// </summary>
    public int SeriesCount => _index.Count;

    public SeriesKey KeyAt(int index) => _index[index].Key;

    /// <summary>Index of a key that this store made; -1 for any other key.</summary>
    public int IndexOf(SeriesKey key) => _index.IndexOf(key);

    /// <summary>The series of a signal, in the order they came. The span stays as it is while further series are added.</summary>
    public ReadOnlySpan<SeriesKey> Series(string signal) => _index.OfSignal(signal);

    /// <summary>
    /// How many samples a series ever held: the end of the cursor that ReadFrom moves. The total that only serves a counter
    /// as a base is not one of them.
    /// </summary>
    public long EndOf(int index) => _index.YoungestOf(index).End;

    /// <summary>Time of the youngest sample, long.MinValue when there is none.</summary>
    public long LastTimeOf(int index)
    {
        ref readonly YoungestSample youngest = ref _index.YoungestOf(index);
        return youngest.End > 0 ? youngest.Time : long.MinValue;
    }

    /// <summary>
    /// Copies samples from a cursor on (0 = the first ever accepted), oldest first, as many as fit; moves the cursor past them.
    /// A cursor older than what is kept jumps to the oldest kept sample.
    /// </summary>
    public int ReadFrom(int index, ref long cursor, Span<long> unixNanoseconds, Span<double> values)
    {
        // Most series have nothing new at most evaluations, and most of the others one sample: that must not cost the fetches
        // from memory that a series and its ring would.
        ref readonly YoungestSample youngest = ref _index.YoungestOf(index);
        long end = youngest.End;
        if (cursor >= end || unixNanoseconds.IsEmpty || values.IsEmpty)
            return 0;

        if (cursor == end - 1 && youngest.TryRead(end, out unixNanoseconds[0], out values[0]))
        {
            cursor = end;
            return 1;
        }

        return _index[index].ReadFrom(ref cursor, unixNanoseconds, values);
    }

    /// <summary>
    /// Copies the samples a window asks for into memory the store owns and reuses at the next call of ResetWindows. Samples
    /// later than now are not left out: they are the series' youngest.
    /// </summary>
    public SampleWindow Window(int index, WindowSpec window, long nowUnixNanoseconds) =>
        _index[index].Window(window, nowUnixNanoseconds, _windows);

    /// <summary>Called before each rule: memory handed out by Window may be reused.</summary>
    public void ResetWindows() => _windows.Reset();

    /// <summary>Samples with an outcome so far, by SampleOutcome. Exact once the writers rest.</summary>
    public long CountOf(SampleOutcome outcome) => outcome == SampleOutcome.Accepted
        ? _index.CountAccepted()
        : Volatile.Read(ref _dropped[(int)outcome]);

    public SeriesHandle GetOrAddSeries(SignalDescriptor signal, ReadOnlySpan<Dimension> dimensions)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return new SeriesHandle(_index.GetOrAdd(signal, dimensions));
    }

    public SampleOutcome Write(SeriesHandle series, double value)
    {
        StoredSeries? stored = _index.Find(series.Index);
        if (stored is null)
            return Refuse(Now(_timeProvider));

        SampleOutcome outcome = stored.Write(Now(_timeProvider), value, _timeProvider);
        return outcome == SampleOutcome.Accepted ? outcome : CountDropped(outcome);
    }

    public SampleOutcome Write(SeriesHandle series, long unixNanoseconds, double value)
    {
        StoredSeries? stored = _index.Find(series.Index);
        if (stored is null)
            return Refuse(unixNanoseconds);

        SampleOutcome outcome = stored.Write(unixNanoseconds, value, clock: null);
        return outcome == SampleOutcome.Accepted ? outcome : CountDropped(outcome);
    }

    internal static long Now(TimeProvider timeProvider) => UnixTime.ToNanoseconds(timeProvider.GetUtcNow());

    private SampleOutcome Refuse(long unixNanoseconds)
    {
        _index.Overflow().WriteLatest(unixNanoseconds, 1);
        return CountDropped(SampleOutcome.SeriesLimit);
    }

    private SampleOutcome CountDropped(SampleOutcome outcome)
    {
        Interlocked.Increment(ref _dropped[(int)outcome]);
        return outcome;
    }

    private static void ThrowIfOutside(int value, int smallest, int largest, string property)
    {
        if (value < smallest || value > largest)
            throw new ArgumentOutOfRangeException(property, value, $"{property} must be {smallest} to {largest}.");
    }
}
