namespace Feedline;

/// <summary>Bounded memory of samples: of each series the youngest.</summary>
/// <remarks>
/// <para>
/// An engine has one, <see cref="DiagnosticEngine.Store"/>; one without an engine holds telemetry for whoever only reads it.
/// </para>
/// <para>
/// All members may be called from any thread, readers beside writers. Each series has a lock of its own, held for one append or
/// one copy, so writers of different series never meet. Memory: 16 bytes a sample kept, and some 300 bytes a series.
/// </para>
/// </remarks>
public sealed class SignalStore : ISignalWriter
{
    // One evaluating thread at a time calls Window and ResetWindows.

    /// <summary>The signal of the store's own series: 1 for each sample that came when there was no room for its series.</summary>
    internal const string OverflowSignal = "feedline.samples.overflow";

    /// <summary>The upper bound of <see cref="SignalStoreOptions.MaxSeries"/>.</summary>
    internal const int LargestMaxSeries = 4_194_304;

    /// <summary>The bounds of <see cref="SignalStoreOptions.SamplesPerSeries"/>.</summary>
    internal const int SmallestSamplesPerSeries = 16, LargestSamplesPerSeries = 1_048_576;

    private readonly TimeProvider _timeProvider;
    private readonly SeriesIndex _index;
    private readonly WindowMemory _windows = new();
    private readonly long[] _dropped = new long[Enum.GetValues<SampleOutcome>().Length];

    /// <summary>Makes an empty store.</summary>
    /// <param name="options">Its bounds, read once.</param>
    /// <param name="timeProvider">The clock of samples that are written without a time.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A bound is out of its range.</exception>
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
    /// How many series exist; grows only. Series are numbered from 0, as their handles are. One of the store's own,
    /// <c>feedline.samples.overflow</c>, comes on top of <see cref="SignalStoreOptions.MaxSeries"/>, and only once a sample was refused.
    /// </summary>
    public int SeriesCount => _index.Count;

    /// <summary>The identity of a series.</summary>
    /// <param name="index">The number of the series, from 0 to <see cref="SeriesCount"/> (exclusive).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such series.</exception>
    public SeriesKey KeyAt(int index) => _index[index].Key;

    /// <summary>Index of a key that this store made; -1 for any other key.</summary>
    internal int IndexOf(SeriesKey key) => _index.IndexOf(key);

    /// <summary>The series of a signal, in the order they came. The span stays as it is while further series are added.</summary>
    internal ReadOnlySpan<SeriesKey> Series(string signal) => _index.OfSignal(signal);

    /// <summary>How many samples a series ever held: where the cursor of <see cref="ReadFrom"/> ends.</summary>
    /// <param name="index">The number of the series.</param>
    /// <returns>The count; the total that only serves a counter as a base is not one of them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such series.</exception>
    public long EndOf(int index)
    {
        ThrowIfNoSeries(index);
        return _index.YoungestOf(index).End;
    }

    /// <summary>Time of the youngest sample, long.MinValue when there is none.</summary>
    internal long LastTimeOf(int index)
    {
        ref readonly YoungestSample youngest = ref _index.YoungestOf(index);
        return youngest.End > 0 ? youngest.Time : long.MinValue;
    }

    /// <summary>Copies samples of a series from a cursor on, oldest first, as many as fit, and moves the cursor past them.</summary>
    /// <param name="index">The number of the series.</param>
    /// <param name="cursor">The number of the next sample: 0 is the first ever accepted. One that is no longer kept jumps to the oldest that is.</param>
    /// <param name="unixNanoseconds">Takes the times, not falling.</param>
    /// <param name="values">Takes the values, all finite; increases for counters (see <see cref="SignalKind.Counter"/>).</param>
    /// <returns>How many were copied; 0 when there is nothing new. Their first is sample <paramref name="cursor"/> less this number.</returns>
    /// <remarks>0 bytes allocated. Samples of one call belong together: none of them was overwritten meanwhile.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no such series, or the cursor is negative.</exception>
    public int ReadFrom(int index, ref long cursor, Span<long> unixNanoseconds, Span<double> values)
    {
        ThrowIfNoSeries(index);
        ArgumentOutOfRangeException.ThrowIfNegative(cursor);

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
    internal SampleWindow Window(int index, WindowSpec window, long nowUnixNanoseconds) =>
        _index[index].Window(window, nowUnixNanoseconds, _windows);

    /// <summary>Called before each rule: memory handed out by Window may be reused.</summary>
    internal void ResetWindows() => _windows.Reset();

    /// <summary>Samples with an outcome so far, by SampleOutcome. Exact once the writers rest.</summary>
    internal long CountOf(SampleOutcome outcome) => outcome == SampleOutcome.Accepted
        ? _index.CountAccepted()
        : Volatile.Read(ref _dropped[(int)outcome]);

    /// <inheritdoc/>
    public SeriesHandle GetOrAddSeries(SignalDescriptor signal, ReadOnlySpan<Dimension> dimensions)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return new SeriesHandle(_index.GetOrAdd(signal, dimensions));
    }

    /// <inheritdoc/>
    public SampleOutcome Write(SeriesHandle series, double value)
    {
        StoredSeries? stored = _index.Find(series.Index);
        if (stored is null)
            return Refuse(Now(_timeProvider));

        SampleOutcome outcome = stored.Write(Now(_timeProvider), value, _timeProvider);
        return outcome == SampleOutcome.Accepted ? outcome : CountDropped(outcome);
    }

    /// <inheritdoc/>
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

    private void ThrowIfNoSeries(int index)
    {
        if ((uint)index >= (uint)_index.Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, "There is no such series.");
    }

    private static void ThrowIfOutside(int value, int smallest, int largest, string property)
    {
        if (value < smallest || value > largest)
            throw new ArgumentOutOfRangeException(property, value, $"{property} must be {smallest} to {largest}.");
    }
}
