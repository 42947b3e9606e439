namespace Feedline.Sources;

/// <summary>A second of a usage log: what each key asked of each model in it. Used again for later seconds.</summary>
internal sealed class UsageSecond
{
    private UsageBucket[] _buckets = new UsageBucket[8];
    private int _count;

    /// <summary>The second, counted from 1970.</summary>
    public long Number { get; set; }

    /// <summary>The time of its last row.</summary>
    public long LastTime { get; private set; } = long.MinValue;

    public Span<UsageBucket> Buckets => _buckets.AsSpan(0, _count);

    /// <summary>Owners, deployments and pods of keys that were first seen in it.</summary>
    public List<UsageKeyInfo> Infos { get; } = [];

    /// <summary>Finds or adds the bucket of a pair.</summary>
    /// <param name="pair">The pair of key and model.</param>
    /// <param name="hint">Where the bucket was found last, when that was in this second; else any number.</param>
    public int Find(int pair, int hint)
    {
        if ((uint)hint < (uint)_count && _buckets[hint].Pair == pair)
        {
            return hint;
        }

        for (int i = 0; i < _count; i++)
        {
            if (_buckets[i].Pair == pair)
            {
                return i;
            }
        }

        return Append(pair);
    }

    /// <summary>Adds the bucket of a pair that has none yet.</summary>
    public int Append(int pair)
    {
        if (_count == _buckets.Length)
        {
            Array.Resize(ref _buckets, _count * 2);
        }

        _buckets[_count] = new UsageBucket { Pair = pair, LastTime = long.MinValue, TokenLimit = double.NaN, RequestLimit = double.NaN };
        return _count++;
    }

    public void Add(int bucket, in UsageRow row, double latencyUnit)
    {
        _buckets[bucket].Add(row, latencyUnit);
        LastTime = Math.Max(LastTime, row.Time);
    }

    public void Clear()
    {
        _count = 0;
        LastTime = long.MinValue;
        Infos.Clear();
    }
}
