namespace Feedline.Sources;

/// <summary>Adds rows up by second, key and model, and writes complete seconds as samples.</summary>
/// <remarks>
/// A sample has the time of the last row it stands for, so that requests that come one by one keep their exact times. Memory is
/// bounded: so many keys have series of their own, the rest share one; so many buckets wait for rows that come late.
/// </remarks>
internal sealed class UsageSamples(UsageNames names)
{
    /// <summary>Keys that have series of their own.</summary>
    public const int MaxKeys = 2048;

    /// <summary>Pairs of a key and a model that have series of their own.</summary>
    public const int MaxPairs = 3072;

    /// <summary>Owners, deployments and pods that are told of one key.</summary>
    public const int MaxInfos = 16;

    /// <summary>Buckets that may wait: about 100 MB.</summary>
    public const int MaxPending = 1 << 20;

    private readonly Dictionary<(int Key, int Model), int> _pairIds = [];
    private readonly List<UsagePair> _pairs = [];
    private readonly Dictionary<int, int> _infosOfKey = [];
    private readonly HashSet<UsageKeyInfo> _infos = [];
    private readonly Dictionary<long, UsageSecond> _seconds = [];
    private readonly PriorityQueue<UsageSecond, long> _order = new();
    private readonly Stack<UsageSecond> _free = new();
    private readonly HashSet<int> _series = [];
    private int _pending;
    private long _writtenSecond = long.MinValue;

    public int SeriesCount => _series.Count;

    public bool IsFull => _pending >= MaxPending;

    /// <summary>The time of the last row of the earliest second that waits; the greatest number when none does.</summary>
    public long FirstTime => _order.TryPeek(out UsageSecond? second, out _) ? second.LastTime : long.MaxValue;

    /// <summary>The end of the earliest second that waits.</summary>
    public long FirstEnd => _order.TryPeek(out _, out long number) ? (number + 1) * UnixTime.NanosecondsPerSecond : long.MaxValue;

    /// <summary>Takes a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="latencyUnit">Unit of its latency in seconds.</param>
    /// <param name="isBeyondLimit">True when its key has no series of its own.</param>
    /// <returns>False when its second has been written already.</returns>
    public bool TryAdd(UsageRow row, double latencyUnit, out bool isBeyondLimit)
    {
        isBeyondLimit = false;
        long number = row.Time / UnixTime.NanosecondsPerSecond;
        if (number <= _writtenSecond)
        {
            return false;
        }

        UsagePair pair = _pairs[PairOf(row.Key, row.Model, out int id, out isBeyondLimit)];
        if (!_seconds.TryGetValue(number, out UsageSecond? second))
        {
            second = _free.TryPop(out UsageSecond? free) ? free : new UsageSecond();
            second.Number = number;
            _seconds.Add(number, second);
            _order.Enqueue(second, number);
        }

        int before = second.Buckets.Length;
        int bucket = number > pair.LatestSecond ? second.Append(id) : second.Find(id, pair.LastSecond == number ? pair.LastBucket : -1);
        (pair.LastSecond, pair.LastBucket) = (number, bucket);
        pair.LatestSecond = Math.Max(pair.LatestSecond, number);
        _pending += second.Buckets.Length - before;
        second.Add(bucket, row, latencyUnit);
        if (!isBeyondLimit && row.Key >= 0)
        {
            AddInfo(new UsageKeyInfo(row.Key, row.Owner, row.Deployment, row.Pod), pair, second);
        }

        return true;
    }

    /// <summary>Writes the earliest second that waits.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="refused">How many samples the writer did not take, by reason.</param>
    public void WriteFirst(ISignalWriter writer, DropCounts refused)
    {
        UsageSecond second = _order.Dequeue();
        _seconds.Remove(second.Number);
        _writtenSecond = second.Number;
        _pending -= second.Buckets.Length;
        foreach (UsageKeyInfo info in second.Infos)
        {
            Write(writer, info, second.LastTime, refused);
        }

        foreach (ref readonly UsageBucket bucket in second.Buckets)
        {
            Write(writer, bucket, refused);
        }

        second.Clear();
        _free.Push(second);
    }

    private int PairOf(int key, int model, out int id, out bool isBeyondLimit)
    {
        isBeyondLimit = false;
        if (_pairIds.TryGetValue((key, model), out id))
        {
            isBeyondLimit = _pairs[id].Key != key;
            return id;
        }

        isBeyondLimit = _pairs.Count >= MaxPairs || (key >= 0 && !_infosOfKey.ContainsKey(key) && _infosOfKey.Count >= MaxKeys);
        if (isBeyondLimit)
        {
            int other = names.Intern("(other)"u8);
            if (!_pairIds.TryGetValue((other, -1), out id))
            {
                id = Add(other, -1);
            }

            // So that the next row finds it at once; the map itself is bounded too.
            if (_pairIds.Count < MaxPairs * 16)
            {
                _pairIds.Add((key, model), id);
            }

            return id;
        }

        return id = Add(key, model);
    }

    private int Add(int key, int model)
    {
        _pairs.Add(new UsagePair(key, model));
        _pairIds.Add((key, model), _pairs.Count - 1);
        if (key >= 0)
        {
            _infosOfKey.TryAdd(key, 0);
        }

        return _pairs.Count - 1;
    }

    // Rows may come out of order: what counts is the first second in which it was so, and that is known when it is written.
    private void AddInfo(UsageKeyInfo info, UsagePair pair, UsageSecond second)
    {
        if (info == pair.WrittenInfo || _infos.Contains(info))
        {
            pair.WrittenInfo = info;
        }
        else if (!second.Infos.Contains(info))
        {
            second.Infos.Add(info);
        }
    }

    private void Write(ISignalWriter writer, UsageKeyInfo info, long time, DropCounts refused)
    {
        if (_infosOfKey[info.Key] < MaxInfos && _infos.Add(info))
        {
            _infosOfKey[info.Key]++;
            Count(writer.Write(Made(InfoSeries(writer, info)), time, 1), refused);
        }
    }

    private void Write(ISignalWriter writer, in UsageBucket bucket, DropCounts refused)
    {
        UsagePair pair = _pairs[bucket.Pair];
        Write(writer, ref pair.Answered, pair, SignalNames.InferenceRequests, null, bucket.LastTime, bucket.Answered, refused);
        Write(writer, ref pair.Refused, pair, SignalNames.InferenceRequests, new Dimension(DimensionKeys.ErrorType, "429"), bucket.LastTime, bucket.Refused, refused);
        Write(writer, ref pair.TimedOut, pair, SignalNames.InferenceRequests, new Dimension(DimensionKeys.ErrorType, "timeout"), bucket.LastTime, bucket.TimedOut, refused);
        Write(writer, ref pair.Failed, pair, SignalNames.InferenceRequests, new Dimension(DimensionKeys.ErrorType, "_OTHER"), bucket.LastTime, bucket.Failed, refused);
        Write(writer, ref pair.Input, pair, SignalNames.TokenUsage, new Dimension(DimensionKeys.TokenType, "input"), bucket.LastTime, bucket.InputTokens, refused);
        Write(writer, ref pair.Output, pair, SignalNames.TokenUsage, new Dimension(DimensionKeys.TokenType, "output"), bucket.LastTime, bucket.OutputTokens, refused);
        Write(writer, ref pair.Duration, pair, SignalNames.InferenceDuration, null, bucket.LastTime, bucket.Timed > 0 ? bucket.Seconds / bucket.Timed : 0, refused);
        if (!double.IsNaN(bucket.RequestLimit) && bucket.RequestLimit != pair.LastRequestLimit)
        {
            pair.LastRequestLimit = bucket.RequestLimit;
            Write(writer, ref pair.RequestLimit, pair, SignalNames.InferenceRequestLimit, null, bucket.LastTime, bucket.RequestLimit, refused);
        }

        if (!double.IsNaN(bucket.TokenLimit) && bucket.TokenLimit != pair.LastTokenLimit)
        {
            pair.LastTokenLimit = bucket.TokenLimit;
            Write(writer, ref pair.TokenLimit, pair, SignalNames.InferenceTokenLimit, null, bucket.LastTime, bucket.TokenLimit, refused);
        }
    }

    private void Write(ISignalWriter writer, ref SeriesHandle? series, UsagePair pair, string signal, Dimension? extra, long time, double value, DropCounts refused)
    {
        if (value > 0)
        {
            series ??= Made(Series(writer, pair, signal, extra));
            Count(writer.Write(series.Value, time, value), refused);
        }
    }

    private SeriesHandle Series(ISignalWriter writer, UsagePair pair, string signal, Dimension? extra)
    {
        var dimensions = new List<Dimension>();
        if (pair.Key >= 0)
        {
            dimensions.Add(new Dimension(DimensionKeys.InferenceKey, names.Key(pair.Key)));
        }

        if (pair.Model >= 0)
        {
            dimensions.Add(new Dimension(DimensionKeys.Model, names.Text(pair.Model)));
        }

        if (extra is { } dimension)
        {
            dimensions.Add(dimension);
        }

        return writer.GetOrAddSeries(SignalCatalog.Find(signal)!, [.. dimensions]);
    }

    private SeriesHandle InfoSeries(ISignalWriter writer, in UsageKeyInfo info)
    {
        var dimensions = new List<Dimension> { new(DimensionKeys.InferenceKey, names.Key(info.Key)) };
        Add(dimensions, DimensionKeys.InferenceKeyOwner, info.Owner);
        Add(dimensions, DimensionKeys.Deployment, info.Deployment);
        Add(dimensions, DimensionKeys.Pod, info.Pod);
        return writer.GetOrAddSeries(SignalCatalog.Find(SignalNames.InferenceKeyInfo)!, [.. dimensions]);
    }

    private void Add(List<Dimension> dimensions, string key, int name)
    {
        if (name >= 0)
        {
            dimensions.Add(new Dimension(key, names.Text(name)));
        }
    }

    private SeriesHandle Made(SeriesHandle series)
    {
        _series.Add(series.Index);
        return series;
    }

    private static void Count(SampleOutcome outcome, DropCounts refused)
    {
        if (outcome != SampleOutcome.Accepted)
        {
            refused.Add(DropReasons.Of(outcome), 0);
        }
    }
}
