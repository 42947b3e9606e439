namespace Feedline;

/// <summary>Follows the inference signals of one job: what each key asks of each model. Read once an evaluation, for all rules of the layer.</summary>
internal sealed class UsageWatch(SignalStore store)
{
    /// <summary>What sources call the requests of keys beyond what they tell apart: no key of its own.</summary>
    private const string Overflow = "(other)";

    private const int ReadChunk = 64;

    private readonly List<UsageFeed> _feeds = [];
    private readonly Dictionary<string, KeyUse> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelUse> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, string Model), PairUse> _pairs = [];
    private readonly List<KeyUse> _asked = [];
    private readonly List<KeyUse> _used = [];
    private readonly long[] _times = new long[ReadChunk];
    private readonly double[] _values = new double[ReadChunk];

    /// <summary>All keys, in the order they were seen; requests without a key are one whose name is empty.</summary>
    public List<KeyUse> Keys { get; } = [];

    public List<ModelUse> Models { get; } = [];

    public Minutes Tokens;
    public Minutes Requests;
    public Minutes Refused;

    /// <summary>All requests up to now.</summary>
    public double Traffic { get; private set; }

    public bool HasRequests { get; private set; }

    public bool HasTokens { get; private set; }

    public bool HasLatency { get; private set; }

    public bool HasLimits { get; private set; }

    public static bool IsRealKey(KeyUse key) => key.Name.Length > 0 && key.Name != Overflow;

    /// <summary>Follows a further series; one of another layer is none of its business.</summary>
    public void Bind(int index, SeriesKey series)
    {
        string signal = series.Signal.Name;
        KeyUse key = Key(Text(series, DimensionKeys.InferenceKey));
        if (signal == SignalNames.InferenceKeyInfo)
        {
            key.Describe(series);
            return;
        }

        key.DescribeOwner(series);
        ModelUse model = Model(Text(series, DimensionKeys.Model));
        HasRequests |= signal == SignalNames.InferenceRequests;
        HasTokens |= signal == SignalNames.TokenUsage;
        HasLatency |= signal == SignalNames.InferenceDuration;
        HasLimits |= signal is SignalNames.InferenceTokenLimit or SignalNames.InferenceRequestLimit;
        UsageFeedKind kind = UsageOutcomes.KindOf(series);
        if (kind != UsageFeedKind.None)
            _feeds.Add(new UsageFeed(index, Pair(key, model), model, kind));
    }

    /// <summary>Takes in what was written since the last call.</summary>
    /// <param name="logStart">When the log began.</param>
    public void Update(long logStart)
    {
        double before = Traffic;
        foreach (UsageFeed feed in _feeds)
        {
            int read;
            do
            {
                read = store.ReadFrom(feed.Series, ref feed.Cursor, _times, _values);
                for (int i = 0; i < read; i++)
                    Take(feed, _times[i], _values[i]);
            }
            while (read == ReadChunk);
        }

        foreach (KeyUse key in _asked)
        {
            key.Settle(logStart, before, Traffic);
            if (!key.IsWaiting)
            {
                key.IsWaiting = true;
                _used.Add(key);
            }
        }

        _asked.Clear();
    }

    /// <summary>Gives the keys that were used since the last call.</summary>
    /// <param name="used">Where to; what is in it is thrown away.</param>
    public void TakeUsed(List<KeyUse> used)
    {
        used.Clear();
        foreach (KeyUse key in _used)
        {
            key.IsWaiting = false;
            used.Add(key);
        }

        _used.Clear();
    }

    private void Take(UsageFeed feed, long time, double value)
    {
        PairUse pair = feed.Pair;
        ModelUse model = feed.Model;
        switch (feed.Kind)
        {
            case UsageFeedKind.Tokens:
                pair.TotalTokens += value;
                pair.Key.TotalTokens += value;
                pair.Tokens.Add(time, value);
                pair.Key.Tokens.Add(time, value);
                model.Tokens.Add(time, value);
                Tokens.Add(time, value);
                return;
            case UsageFeedKind.Latency:
                model.AddLatency(value);
                return;
            case UsageFeedKind.TokenLimit:
                pair.TokenLimit = value;
                return;
            case UsageFeedKind.RequestLimit:
                pair.RequestLimit = value;
                return;
            case UsageFeedKind.Refused:
                model.Refused.Add(time, value);
                pair.Refused += value;
                pair.Key.RefusedByMinute.Add(time, value);
                Refused.Add(time, value);
                break;
            case UsageFeedKind.TimedOut:
                model.TimedOut.Add(time, value);
                break;
        }

        model.Requests += value;
        pair.Requests += value;
        pair.Asked.Add(time, value);
        pair.First = Math.Min(pair.First, time);
        Requests.Add(time, value);
        Traffic += value;
        if (pair.Key.Add(time, value))
            _asked.Add(pair.Key);
    }

    private static string Text(SeriesKey series, string key) => series.TryGetDimension(key, out Dimension dimension) ? dimension.Text : "";

    private KeyUse Key(string name)
    {
        if (!_keys.TryGetValue(name, out KeyUse? key))
        {
            key = new KeyUse(name);
            _keys.Add(name, key);
            Keys.Add(key);
        }

        return key;
    }

    private ModelUse Model(string name)
    {
        if (!_models.TryGetValue(name, out ModelUse? model))
        {
            model = new ModelUse(name);
            _models.Add(name, model);
            Models.Add(model);
        }

        return model;
    }

    private PairUse Pair(KeyUse key, ModelUse model)
    {
        if (!_pairs.TryGetValue((key.Name, model.Name), out PairUse? pair))
        {
            pair = new PairUse(key, model);
            _pairs.Add((key.Name, model.Name), pair);
            model.Pairs.Add(pair);
            key.Pairs.Add(pair);
        }

        return pair;
    }
}
