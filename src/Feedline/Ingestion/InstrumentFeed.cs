using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Feedline;

/// <summary>Takes the measurements of one instrument: the listener's state object for it. Any thread.</summary>
internal sealed class InstrumentFeed
{
    // Each order of the same tags is a set of its own here: without a bound, callers that shuffle would fill the memory.
    private const int MostTagSets = 65_536;

    private static readonly FeedSeries Refused = new(new SeriesHandle(-1), null);

    private readonly Instrument _instrument;
    private readonly ISignalWriter _writer;
    private readonly ConcurrentDictionary<int, InstrumentSum> _sums;
    private readonly RequestCounting _requests;
    private readonly int _requestRank;
    private readonly ProducerFailures _failures;
    private readonly InstrumentReading _reading;
    private readonly Dimension[] _common;
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], FeedSeries> _byTags;
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], FeedSeries>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _lookup;
    private readonly ConcurrentDictionary<int, FeedSeries> _bySeries = new();
    private int _tagSets;

    /// <param name="instrument">The instrument.</param>
    /// <param name="writer">Where the samples go.</param>
    /// <param name="sums">The running sums of all instruments, by series: two of equal name and tags add to the same one.</param>
    /// <param name="requests">Which instruments count inference requests.</param>
    /// <param name="dimensions">What all series have in common.</param>
    /// <param name="failures">Where failures go.</param>
    public InstrumentFeed(
        Instrument instrument,
        ISignalWriter writer,
        ConcurrentDictionary<int, InstrumentSum> sums,
        RequestCounting requests,
        IReadOnlyList<Dimension> dimensions,
        ProducerFailures failures)
    {
        _instrument = instrument;
        _writer = writer;
        _sums = sums;
        _requests = requests;
        _requestRank = requests.Add(instrument);
        _failures = failures;
        _reading = InstrumentReading.Of(instrument);
        _common = TagDimensions.Merge(dimensions, instrument.Meter.Tags, instrument.Tags);
        _byTags = new(new TagIdentity());
        _lookup = _byTags.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    /// <summary>Takes a measurement. Throws nothing: this is the thread of those who measure.</summary>
    public static void Record(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (state is not InstrumentFeed feed)
            return;

        try
        {
            feed.Write(value, tags);
        }
        catch (Exception e)
        {
            feed._failures.Add(feed._instrument, e);
        }
    }

    /// <summary>The instrument gives no more measurements: its part of a level goes with it; its series stay.</summary>
    public void Complete()
    {
        if (!_reading.IsLevel)
            return;

        foreach (FeedSeries series in _bySeries.Values)
            series.Sum?.Remove(series);
    }

    private void Write(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_lookup.TryGetValue(tags, out FeedSeries? series))
            series = FindSeries(tags);

        value *= _reading.Scale;
        // A sum must not take in what is no number: it would never get rid of it.
        if (series.Sum is { } sum && double.IsFinite(value))
            sum.Add(series, value, _writer);
        else
            _writer.Write(series.Handle, value);

        if (series.Requests is { } requests && _requests.Counts(_requestRank))
            _writer.Write(requests, 1);
    }

    private FeedSeries FindSeries(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        SeriesHandle handle = GetOrAddSeries(_reading.Signal, tags);
        // Room may be found later; and what was refused must cost no memory.
        if (handle.Index < 0)
            return Refused;

        if (!_bySeries.TryGetValue(handle.Index, out FeedSeries? series))
        {
            SeriesHandle? requests = _requests.Counts(_requestRank) ? GetOrAddSeries(SignalCatalog.Find(SignalNames.InferenceRequests)!, tags) : null;
            series = _bySeries.GetOrAdd(handle.Index, MakeSeries(handle, requests));
        }

        if (IsKeepable(tags) && Volatile.Read(ref _tagSets) < MostTagSets && _lookup.TryAdd(tags, series))
            Interlocked.Increment(ref _tagSets);
        return series;
    }

    private FeedSeries MakeSeries(SeriesHandle handle, SeriesHandle? requests) =>
        new(handle, _reading.IsSummed ? _sums.GetOrAdd(handle.Index, static (_, kind) => new InstrumentSum(kind), _reading.Signal.Kind) : null) { Requests = requests };

    private SeriesHandle GetOrAddSeries(SignalDescriptor signal, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Dimension[] dimensions = ArrayPool<Dimension>.Shared.Rent(_common.Length + tags.Length);
        int count = 0;
        foreach (Dimension dimension in _common)
        {
            if (!HasKey(tags, dimension.Key))
                dimensions[count++] = dimension;
        }

        foreach (ref readonly KeyValuePair<string, object?> tag in tags)
        {
            if (TagDimensions.TryMake(tag, out Dimension dimension))
                dimensions[count++] = dimension;
        }

        SeriesHandle handle = _writer.GetOrAddSeries(signal, dimensions.AsSpan(0, count));
        ArrayPool<Dimension>.Shared.Return(dimensions, clearArray: true);
        return handle;
    }

    private static bool HasKey(ReadOnlySpan<KeyValuePair<string, object?>> tags, string key)
    {
        foreach (ref readonly KeyValuePair<string, object?> tag in tags)
        {
            if (tag.Value is not null && string.Equals(tag.Key, key, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static bool IsKeepable(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (ref readonly KeyValuePair<string, object?> tag in tags)
        {
            if (!TagIdentity.IsPlain(tag.Value))
                return false;
        }

        return true;
    }
}
