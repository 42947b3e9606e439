namespace Feedline.Tests.Rules;

/// <summary>An engine with the rules of the inference API, fed request by request as a usage log would.</summary>
internal sealed class InferenceRig : IDisposable
{
    private const long Second = UnixTime.NanosecondsPerSecond;

    private readonly List<(double Seconds, string Key, string Error, double Tokens, double Latency)> _requests = [];
    private readonly Dictionary<string, (string? Owner, string? Deployment)> _keys = new(StringComparer.Ordinal);
    private readonly Random _random;

    public InferenceRig(int seed) => _random = new Random(seed);

    public static long Start { get; } = UnixTime.ToNanoseconds(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public DiagnosticEngine Engine { get; } = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } }.Build();

    public IReadOnlyList<Finding> Findings => Engine.Findings;

    public IEnumerable<Finding> AboveInfo => Findings.Where(finding => finding.Severity > FindingSeverity.Info);

    /// <summary>Says who owns a key and what runs with it: empty for nobody, null for not known.</summary>
    public InferenceRig Key(string key, string? owner, string? deployment)
    {
        _keys[key] = (owner, deployment);
        return this;
    }

    /// <summary>Says from the start what a key may use in a minute.</summary>
    public InferenceRig Limit(string key, string signal, double value)
    {
        Write(Start, signal, value, [new(DimensionKeys.InferenceKey, key), new(DimensionKeys.Model, "m")]);
        return this;
    }

    /// <summary>Requests by chance.</summary>
    public InferenceRig Chance(string key, double from, double to, double rate, double tokens = 500, Func<double, string>? error = null)
    {
        for (double time = Next(from, rate); time < to; time = Next(time, rate))
            _requests.Add((time, key, error?.Invoke(time) ?? "", tokens, 1 + _random.NextDouble()));

        return this;
    }

    /// <summary>Requests by the clock.</summary>
    public InferenceRig Clock(string key, double from, double to, double period, double tokens = 500, Func<double, string>? error = null)
    {
        for (double time = from; time < to; time += period)
            _requests.Add((time, key, error?.Invoke(time) ?? "", tokens, 1));

        return this;
    }

    /// <summary>Three owned services, busy by chance.</summary>
    public InferenceRig Healthy(double length, double errorShare = 0.002)
    {
        for (int i = 0; i < 3; i++)
            Key($"svc-{i}", $"team-{i}", $"deploy-{i}").Chance($"svc-{i}", 0, length, 0.5 + i, error: _ => _random.NextDouble() < errorShare ? "429" : "");

        return this;
    }

    /// <summary>Three services like these, of which nobody says who owns them.</summary>
    public InferenceRig Unnamed(double length)
    {
        Healthy(length);
        foreach (string key in _keys.Keys.ToArray())
            Key(key, null, null);

        return this;
    }

    /// <summary>Some requests at each tick of a clock that is early or late by a share of its period.</summary>
    public InferenceRig Ticks(string key, double from, double to, double period, double jitter, int burst)
    {
        for (double time = from; time < to; time += period)
        {
            double tick = time + (period * jitter * (_random.NextDouble() - 0.5));
            for (int i = 0; i < burst; i++)
                _requests.Add((Math.Max(0, tick + (i == 0 ? 0 : _random.NextDouble())), key, "", 500, 1));
        }

        return this;
    }

    public bool Roll(double share) => _random.NextDouble() < share;

    /// <summary>A gateway with a sliding minute of tokens: what goes beyond it is refused.</summary>
    public InferenceRig Quota(double tokensPerMinute)
    {
        _requests.Sort(static (left, right) => left.Seconds.CompareTo(right.Seconds));
        var window = new Queue<(double Seconds, double Tokens)>();
        double used = 0;
        for (int i = 0; i < _requests.Count; i++)
        {
            while (window.Count > 0 && window.Peek().Seconds < _requests[i].Seconds - 60)
                used -= window.Dequeue().Tokens;

            if (used + _requests[i].Tokens > tokensPerMinute)
            {
                _requests[i] = _requests[i] with { Error = "429", Tokens = 0, Latency = 0 };
                continue;
            }

            used += _requests[i].Tokens;
            window.Enqueue((_requests[i].Seconds, _requests[i].Tokens));
        }

        return this;
    }

    /// <summary>Writes all requests in their order, with an evaluation each second.</summary>
    public InferenceRig Run()
    {
        foreach ((string key, (string? owner, string? deployment)) in _keys)
        {
            List<Dimension> dimensions = [new(DimensionKeys.InferenceKey, key)];
            if (owner is not null)
                dimensions.Add(new Dimension(DimensionKeys.InferenceKeyOwner, owner));
            if (deployment is not null)
                dimensions.Add(new Dimension(DimensionKeys.Deployment, deployment));
            Write(Start, SignalNames.InferenceKeyInfo, 1, [.. dimensions]);
        }

        _requests.Sort(static (left, right) => left.Seconds.CompareTo(right.Seconds));
        long now = Start + Second;
        foreach ((double seconds, string key, string error, double tokens, double latency) in _requests)
        {
            long time = Start + UnixTime.FromSeconds(seconds);
            for (; now < time; now += Second)
                Evaluate(now);

            Dimension[] who = [new(DimensionKeys.InferenceKey, key), new(DimensionKeys.Model, "m")];
            Write(time, SignalNames.InferenceRequests, 1, error.Length == 0 ? who : [.. who, new Dimension(DimensionKeys.ErrorType, error)]);
            if (tokens > 0)
                Write(time, SignalNames.TokenUsage, tokens, [.. who, new Dimension(DimensionKeys.TokenType, "input")]);
            if (latency > 0)
                Write(time, SignalNames.InferenceDuration, error == "timeout" ? 60 : latency, who);
        }

        Evaluate(now);
        Assert.DoesNotContain(Engine.GetRuleStatus(), status => status.Failures > 0);
        return this;
    }

    public void Dispose() => Engine.Dispose();

    private double Next(double time, double rate) => time - (Math.Log(1 - _random.NextDouble()) / rate);

    private void Evaluate(long now) => Engine.EvaluateAt(UnixTime.ToDateTimeOffset(now), TestContext.Current.CancellationToken);

    private void Write(long time, string signal, double value, Dimension[] dimensions) =>
        Engine.Writer.Write(Engine.Writer.GetOrAddSeries(SignalCatalog.Find(signal)!, dimensions), time, value);
}
