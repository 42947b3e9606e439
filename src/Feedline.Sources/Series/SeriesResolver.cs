using System.Runtime.InteropServices;

namespace Feedline.Sources;

/// <summary>Finds the writer's series for a resource, a metric and a list of attributes, by their numbers.</summary>
internal sealed class SeriesResolver(OtlpNames names)
{
    private readonly List<Dimension> _dimensions = [];
    private Entry[] _entries = new Entry[256]; // linear probing, at most half full
    private int _count;
    private ulong[] _seen = new ulong[16]; // a bit per handle

    /// <summary>How many different series there were.</summary>
    public int SeriesCount { get; private set; }

    public SeriesHandle Resolve(ISignalWriter writer, int resource, int metric, int attributes)
    {
        int mask = _entries.Length - 1;
        int slot = Hash(resource, metric, attributes) & mask;
        while (true)
        {
            ref Entry entry = ref _entries[slot];
            if (entry.Metric == metric + 1 && entry.Attributes == attributes && entry.Resource == resource)
            {
                return entry.Series;
            }

            if (entry.Metric == 0)
            {
                SeriesHandle series = Create(writer, resource, metric, attributes);
                entry = new Entry(resource, metric + 1, attributes, series);
                if (++_count * 2 > _entries.Length)
                {
                    Grow();
                }

                return series;
            }

            slot = (slot + 1) & mask;
        }
    }

    /// <summary>Forgets all numbers; the writer still knows its series.</summary>
    public void Clear()
    {
        _entries.AsSpan().Clear();
        _count = 0;
    }

    private SeriesHandle Create(ISignalWriter writer, int resource, int metric, int attributes)
    {
        MetricReading reading = names.Metric(metric)!;
        _dimensions.Clear();
        ResourceDimensions.Read(names.Resources[resource], _dimensions);
        if (reading.Foreign?.Extra is { } extra)
        {
            AttributeReader.Set(_dimensions, extra);
        }

        AttributeReader.Read(names.Attributes[attributes], _dimensions, reading.Foreign);
        if (reading.Signal.Name.StartsWith("gen_ai.", StringComparison.Ordinal) || reading.Signal.Name.StartsWith("inference.", StringComparison.Ordinal))
        {
            KeyDimensions.Bring(_dimensions);
        }

        SeriesHandle series = writer.GetOrAddSeries(reading.Signal, CollectionsMarshal.AsSpan(_dimensions));
        Count(series);
        return series;
    }

    private void Count(SeriesHandle series)
    {
        if (series.Index < 0)
        {
            return;
        }

        int word = series.Index >> 6;
        if (word >= _seen.Length)
        {
            Array.Resize(ref _seen, Math.Max(word + 1, _seen.Length * 2));
        }

        ulong bit = 1UL << series.Index;
        SeriesCount += (_seen[word] & bit) == 0 ? 1 : 0;
        _seen[word] |= bit;
    }

    private void Grow()
    {
        Entry[] old = _entries;
        _entries = new Entry[old.Length * 2];
        int mask = _entries.Length - 1;
        foreach (Entry entry in old)
        {
            if (entry.Metric == 0)
            {
                continue;
            }

            int slot = Hash(entry.Resource, entry.Metric - 1, entry.Attributes) & mask;
            while (_entries[slot].Metric != 0)
            {
                slot = (slot + 1) & mask;
            }

            _entries[slot] = entry;
        }
    }

    private static int Hash(int resource, int metric, int attributes)
    {
        uint hash = ((uint)resource * 0x9E37_79B1) ^ ((uint)metric * 0x85EB_CA77) ^ ((uint)attributes * 0xC2B2_AE3D);
        return (int)(hash ^ (hash >> 15));
    }

    /// <summary>A known series; the metric's number plus one, so that an empty slot has 0.</summary>
    private readonly record struct Entry(int Resource, int Metric, int Attributes, SeriesHandle Series);
}
