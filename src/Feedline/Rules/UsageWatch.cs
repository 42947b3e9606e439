namespace Feedline.Rules;

/// <summary>Follows the inference signals of one job: what each key asks of each model. The rules of the layer each have their own.</summary>
internal sealed class UsageWatch
{
    /// <summary>What sources call the requests of keys beyond what they tell apart: no key of its own.</summary>
    private const string Overflow = "(other)";

    private readonly List<Feed> _feeds = [];
    private readonly Dictionary<string, KeyUse> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelUse> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, string Model), PairUse> _pairs = [];
    private readonly int[] _seen = new int[5];
    private long _last = long.MinValue;

    /// <summary>All keys, in the order they were seen; requests without a key are one whose name is empty.</summary>
    public List<KeyUse> Keys { get; } = [];

    public List<ModelUse> Models { get; } = [];

    /// <summary>Keys that were used since the last update.</summary>
    public List<KeyUse> Used { get; } = [];

    public Minutes Tokens;
    public Minutes Requests;
    public Minutes Refused;

    public bool HasTokens { get; private set; }

    public bool HasLatency { get; private set; }

    public bool HasLimits { get; private set; }

    public static bool IsRealKey(KeyUse key) => key.Name.Length > 0 && key.Name != Overflow;

    /// <summary>Takes in what was written since the last call.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Update(RuleContext context, JobView job)
    {
        Used.Clear();
        foreach (ModelUse model in Models)
        {
            model.Requests = 0;
            model.Refused = default;
            model.TimedOut = default;
        }

        if (job.LastUnixNanoseconds == _last)
            return false;

        _last = job.LastUnixNanoseconds;
        Bind(context, job, SignalNames.InferenceKeyInfo, 0);
        Bind(context, job, SignalNames.InferenceRequests, 1);
        Bind(context, job, SignalNames.TokenUsage, 2);
        Bind(context, job, SignalNames.InferenceDuration, 3);
        Bind(context, job, SignalNames.InferenceTokenLimit, 4);
        foreach (Feed feed in _feeds)
            Read(context, feed);

        foreach (KeyUse key in Keys)
        {
            if (key.Settle(job.FirstUnixNanoseconds))
                Used.Add(key);
        }

        return true;
    }

    private void Bind(RuleContext context, JobView job, string signal, int index)
    {
        ReadOnlySpan<SeriesKey> series = context.Series(signal);
        for (; _seen[index] < series.Length; _seen[index]++)
        {
            SeriesKey added = series[_seen[index]];
            if (InferenceJob.IdOf(added) != job.Job)
                continue;

            KeyUse key = Key(Text(added, DimensionKeys.InferenceKey));
            if (signal == SignalNames.InferenceKeyInfo)
            {
                key.Describe(added);
                continue;
            }

            key.DescribeOwner(added);
            ModelUse model = Model(Text(added, DimensionKeys.Model));
            HasTokens |= signal == SignalNames.TokenUsage;
            HasLatency |= signal == SignalNames.InferenceDuration;
            HasLimits |= signal == SignalNames.InferenceTokenLimit;
            _feeds.Add(new Feed(added, Pair(key, model), model, KindOf(added)));
        }
    }

    private void Read(RuleContext context, Feed feed)
    {
        SampleWindow window = context.Window(feed.Series, WindowSpec.After(feed.Last));
        if (window.IsEmpty)
            return;

        feed.Last = window.UnixNanoseconds[^1];
        for (int i = 0; i < window.Count; i++)
            feed.Take(this, window.UnixNanoseconds[i], window.Values[i]);
    }

    private static FeedKind KindOf(SeriesKey series) => series.Signal.Name switch
    {
        SignalNames.TokenUsage => FeedKind.Tokens,
        SignalNames.InferenceDuration => FeedKind.Latency,
        SignalNames.InferenceTokenLimit => FeedKind.Limit,
        _ => OutcomeOf(series),
    };

    private static FeedKind OutcomeOf(SeriesKey series)
    {
        string error = Text(series, DimensionKeys.ErrorType);
        string status = Text(series, "http.response.status_code");
        if (IsOneOf(error, "429", "529") || IsOneOf(status, "429", "529")
            || Holds(error, "ratelimit") || Holds(error, "rate_limit") || Holds(error, "throttl") || Holds(error, "quota") || Holds(error, "toomany") || Holds(error, "too_many"))
            return FeedKind.Refused;

        return IsOneOf(error, "408", "499", "504", "524") || IsOneOf(status, "408", "499", "504", "524") || Holds(error, "timeout") || Holds(error, "deadline")
            ? FeedKind.TimedOut
            : FeedKind.Answered;
    }

    private static bool IsOneOf(string text, params ReadOnlySpan<string> values) => values.Contains(text);

    private static bool Holds(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

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
            pair = new PairUse(key);
            _pairs.Add((key.Name, model.Name), pair);
            model.Pairs.Add(pair);
        }

        return pair;
    }

    private enum FeedKind
    {
        Answered,
        Refused,
        TimedOut,
        Tokens,
        Latency,
        Limit,
    }

    /// <summary>A series and how far it has been read.</summary>
    private sealed class Feed(SeriesKey series, PairUse pair, ModelUse model, FeedKind kind)
    {
        public SeriesKey Series => series;

        public long Last { get; set; } = long.MinValue;

        public void Take(UsageWatch watch, long time, double value)
        {
            switch (kind)
            {
                case FeedKind.Tokens:
                    pair.TotalTokens += value;
                    pair.Key.TotalTokens += value;
                    pair.Tokens.Add(time, value);
                    pair.Key.Tokens.Add(time, value);
                    model.Tokens.Add(time, value);
                    watch.Tokens.Add(time, value);
                    return;
                case FeedKind.Latency:
                    model.AddLatency(value);
                    return;
                case FeedKind.Limit:
                    pair.Limit = value;
                    return;
                case FeedKind.Refused:
                    model.Refused.Add(time, value);
                    pair.Refused += value;
                    pair.Key.RefusedByMinute.Add(time, value);
                    watch.Refused.Add(time, value);
                    break;
                case FeedKind.TimedOut:
                    model.TimedOut.Add(time, value);
                    break;
            }

            model.Requests += value;
            pair.Requests += value;
            pair.First = Math.Min(pair.First, time);
            pair.Key.Add(time, value);
            watch.Requests.Add(time, value);
        }
    }
}
