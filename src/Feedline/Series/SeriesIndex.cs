using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Feedline;

/// <summary>All series of a store by number, by identity, by key and by signal. Look-ups take no lock and allocate nothing.</summary>
internal sealed class SeriesIndex
{
    private readonly Lock _growth = new();
    private readonly int _maxSeries;
    private readonly int _samplesPerSeries;
    private readonly ConcurrentDictionary<SeriesKey, StoredSeries> _byIdentity;
    private readonly ConcurrentDictionary<SeriesKey, StoredSeries>.AlternateLookup<SeriesQuery> _byQuery;
    private readonly ConcurrentDictionary<SeriesKey, StoredSeries> _byReference = new();
    private readonly ConcurrentDictionary<string, SignalGroup> _groups = new(StringComparer.Ordinal);
    private readonly YoungestSamples _youngest = new();
    private StoredSeries?[] _series = new StoredSeries?[64];
    private StoredSeries? _overflow;
    private int _count;
    private bool _isFull;

    public SeriesIndex(int maxSeries, int samplesPerSeries)
    {
        _maxSeries = maxSeries;
        _samplesPerSeries = samplesPerSeries;
        _byIdentity = new(new SeriesIdentity());
        _byQuery = _byIdentity.GetAlternateLookup<SeriesQuery>();
    }

    public int Count => Volatile.Read(ref _count);

    /// <exception cref="ArgumentOutOfRangeException">There is no such series.</exception>
    public StoredSeries this[int index] => Find(index) ?? throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The series of a number that anyone may have made up, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public StoredSeries? Find(int index)
    {
        StoredSeries?[] series = Volatile.Read(ref _series);
        return (uint)index < (uint)series.Length ? series[index] : null;
    }

    /// <summary>How many samples a series ever held, and the youngest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly YoungestSample YoungestOf(int index) => ref _youngest.Of(index);

    public int IndexOf(SeriesKey key) => _byReference.TryGetValue(key, out StoredSeries? series) ? series.Index : -1;

    public ReadOnlySpan<SeriesKey> OfSignal(string signal) =>
        _groups.TryGetValue(signal, out SignalGroup? group) ? group.Keys : default;

    /// <summary>The samples accepted into all series but the store's own.</summary>
    public long CountAccepted()
    {
        long sum = 0;
        int count = Count;
        StoredSeries? overflow = Volatile.Read(ref _overflow);
        for (int i = 0; i < count; i++)
        {
            StoredSeries series = this[i];
            if (series != overflow)
                sum += series.Accepted;
        }

        return sum;
    }

    /// <summary>The number of a series, made if need be; -1 when there is no room for it.</summary>
    public int GetOrAdd(SignalDescriptor signal, ReadOnlySpan<Dimension> dimensions)
    {
        // Asked before the look-up: had it been full then, nothing could have been added meanwhile.
        bool wasFull = Volatile.Read(ref _isFull);
        if (_byQuery.TryGetValue(new SeriesQuery(signal.Name, dimensions), out StoredSeries? series))
            return series == Volatile.Read(ref _overflow) ? -1 : series.Index;

        if ((wasFull && AreDistinct(dimensions)) || signal.Name == SignalStore.OverflowSignal)
            return -1;

        return Add(signal, Canonical(dimensions));
    }

    /// <summary>The store's own series, made when it is first needed, whether there is room or not.</summary>
    public StoredSeries Overflow()
    {
        if (Volatile.Read(ref _overflow) is { } overflow)
            return overflow;

        lock (_growth)
        {
            return _overflow ??= Append(new SignalDescriptor(SignalStore.OverflowSignal, "{sample}", SignalKind.Delta), []);
        }
    }

    private int Add(SignalDescriptor signal, ImmutableArray<Dimension> dimensions)
    {
        lock (_growth)
        {
            if (_byQuery.TryGetValue(new SeriesQuery(signal.Name, dimensions.AsSpan()), out StoredSeries? series))
                return series.Index;

            if (_isFull)
                return -1;

            int index = Append(signal, dimensions).Index;
            Volatile.Write(ref _isFull, _count - (_overflow is null ? 0 : 1) == _maxSeries);
            return index;
        }
    }

    private StoredSeries Append(SignalDescriptor signal, ImmutableArray<Dimension> dimensions)
    {
        SignalGroup group = _groups.GetOrAdd(signal.Name, static (_, first) => new SignalGroup(first), signal);
        int index = _count;
        var series = new StoredSeries(new SeriesKey(group.Signal, dimensions), index, _samplesPerSeries, _youngest.Take(index));
        if (index == _series.Length)
        {
            StoredSeries?[] grown = _series;
            Array.Resize(ref grown, index * 2);
            Volatile.Write(ref _series, grown);
        }

        // Each way to find the series leads to it only when the ways that a finder may go on are there.
        Volatile.Write(ref _series[index], series);
        _byReference[series.Key] = series;
        _byIdentity[series.Key] = series;
        Volatile.Write(ref _count, index + 1);
        group.Add(series.Key);
        return series;
    }

    private static bool AreDistinct(ReadOnlySpan<Dimension> dimensions)
    {
        for (int i = 0; i < dimensions.Length; i++)
        {
            if (dimensions[i].Key is null)
                return false;

            for (int j = 0; j < i; j++)
            {
                if (dimensions[i].Key == dimensions[j].Key)
                    return false;
            }
        }

        return true;
    }

    /// <summary>By key, each key once (the last given wins), and without the ones that were never set.</summary>
    private static ImmutableArray<Dimension> Canonical(ReadOnlySpan<Dimension> dimensions)
    {
        var sorted = new SortedDictionary<string, Dimension>(StringComparer.Ordinal);
        foreach (Dimension dimension in dimensions)
        {
            if (dimension.Key is not null)
                sorted[dimension.Key] = dimension;
        }

        return [.. sorted.Values];
    }
}
