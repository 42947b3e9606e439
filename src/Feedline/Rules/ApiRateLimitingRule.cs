using System.Collections.Immutable;
using System.Globalization;

namespace Feedline.Rules;

/// <summary>FL7001: inference requests are refused for rate or quota, or time out.</summary>
internal sealed class ApiRateLimitingRule : IDiagnosticRule
{
    /// <summary>Less than this share of the requests is worth knowing, not worth a warning.</summary>
    private const double WarningShare = 0.1;

    /// <summary>From this share on the API is as good as down.</summary>
    private const double ErrorShare = 0.5;

    /// <summary>A quota counts by the minute: refusals within less are a burst, and over by themselves.</summary>
    private const double BurstSeconds = 60;

    /// <summary>A key draws the quota when such a share of what use has grown by is its own.</summary>
    private const double CulpritShare = 0.5;

    /// <summary>Use has to have grown by such a share of itself; else whoever uses most draws the quota.</summary>
    private const double LeastGrowth = 0.2;

    /// <summary>A key that others are not refused beside is at a limit of its own: such a share of all refusals is its.</summary>
    private const double OwnLimitShare = 0.9;

    /// <summary>So many requests of others have to have passed to say so.</summary>
    private const double OthersRequests = 20;

    public RuleDescriptor Descriptor { get; } = new(
        "FL7001", "API rate limiting", FailureMode.ApiRateLimiting, Layer.InferenceApi, FindingSeverity.Warning)
    {
        HelpLink = RuleHelp.Link("FL7001"),
        RequiredSignals = [SignalNames.InferenceRequests],
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            if (job is not JobSteps { Usage: { HasRequests: true } usage })
                continue;

            foreach (ModelUse model in usage.Models)
            {
                Observe(model, context.NowUnixNanoseconds);
                if (model.Refusals.IsOpen)
                    context.Report(Refusals(job, usage, model));

                if (model.Timeouts.IsOpen)
                    context.Report(Timeouts(job, usage, model));

                if (!model.Refusals.IsOpen && QuotaForecast.Of(model, context.NowUnixNanoseconds, context.Scratch(QuotaForecast.ScratchLength)) is { } forecast)
                    context.Report(Forecast(job, context.NowUnixNanoseconds, model, forecast));
            }
        }
    }

    private static void Observe(ModelUse model, long now)
    {
        bool watched = model.Refusals.IsWatching;
        bool slow = model.Timeouts.IsWatching;
        if (!watched && model.Refused.Count > 0)
        {
            // How things stood before: what came with this evaluation belongs to the episode, if it becomes one.
            foreach (PairUse pair in model.Pairs)
            {
                pair.RequestsBefore = pair.Requests;
                pair.RefusedBefore = pair.Refused;
                pair.TokensBefore = pair.TotalTokens - pair.Tokens.Sum(now, 2);
            }

            model.TokensAtStart = Math.Max(model.Tokens.At(now, 0), model.Tokens.At(now, 1));
        }

        foreach (PairUse pair in model.Pairs)
        {
            if (double.IsNaN(pair.RequestLimit))
                continue;

            double asked = Math.Max(pair.Asked.At(now, 0), pair.Asked.At(now, 1));
            pair.AskedAtMost = watched ? Math.Max(pair.AskedAtMost, asked) : asked;
        }

        if (!slow && model.TimedOut.Count > 0)
            model.ForgetLatenciesDuring();

        model.Refusals.Observe(model.Requests, model.Refused.Count, model.Refused.First, model.Refused.Last, now);
        model.Timeouts.Observe(model.Requests, model.TimedOut.Count, model.TimedOut.First, model.TimedOut.Last, now);
        // A burst is refused at any use: it tells of no quota of a minute.
        if (model.Refusals.IsOpen && model.TokensAtStart > 0 && UnixTime.ToSeconds(model.Refusals.End - model.Refusals.Start) >= BurstSeconds)
            model.LearnedLimit = model.TokensAtStart;

        model.ForgetNew();
    }

    private static FindingDraft Refusals(JobView job, UsageWatch watch, ModelUse model)
    {
        ShareEpisode episode = model.Refusals;
        QuotaDraw draw = QuotaDraw.Of(model, job.FirstUnixNanoseconds, CulpritShare, LeastGrowth, OwnLimitShare, OthersRequests);
        bool isBurst = UnixTime.ToSeconds(episode.End - episode.Start) < BurstSeconds;
        double limit = draw.Culprit is { } key && draw.IsOwnLimit && !double.IsNaN(key.TokenLimit) ? key.TokenLimit : model.LearnedLimit;
        var evidence = ImmutableArray.CreateBuilder<Evidence>();
        evidence.Add(new Evidence("share of requests refused", episode.Share, episode.NormalShare, "1"));
        if (draw.Culprit is { } culprit)
        {
            string unit = draw.ByTokens ? "tokens" : "requests";
            evidence.Add(new Evidence($"share of the {unit} that {Name(culprit.Key)} takes", draw.Share, 1.0 / Math.Max(1, model.Pairs.Count), "1"));
            if (draw.ByTokens)
                evidence.Add(new Evidence($"tokens a minute of {Name(culprit.Key)}", draw.Rate, draw.RateBefore, "{token}/min"));
        }

        if (draw.ByTokens && !double.IsNaN(limit))
            evidence.Add(new Evidence("tokens a minute at which the refusals begin", model.TokensAtStart, limit, "{token}/min"));

        if (AtRequestLimit(draw) is { } hurried)
            evidence.Add(new Evidence($"requests a minute of {Name(hurried.Key)}", hurried.AskedAtMost, hurried.RequestLimit, "{request}/min"));

        evidence.Add(new Evidence("time after which the quota of a minute is used up", BurstSeconds * (1 - episode.Share), BurstSeconds, "s"));
        if (draw.Victims.Count > 0)
            evidence.Add(new Evidence("keys refused that use no more than before", draw.Victims.Count, 0, "{key}"));

        return new FindingDraft
        {
            Job = job.Job,
            Message = Message(model, episode, draw, isBurst),
            StartUnixNanoseconds = episode.Start,
            EndUnixNanoseconds = episode.End,
            Discriminator = $"refused:{model.Name}",
            Subjects = draw.Culprit is { } who ? [Subject(who.Key)] : [.. draw.Victims.Take(8).Select(victim => Subject(victim.Key))],
            Severity = Severity(draw.RefusedShare, isBurst),
            Confidence = draw.Culprit is null ? 0.85 : 0.95,
            Evidence = evidence.ToImmutable(),
            MissingInputs =
            [
                .. draw.ByTokens ? [] : (string[])[SignalNames.TokenUsage],
                .. watch.HasLimits ? [] : (string[])[SignalNames.InferenceTokenLimit],
                .. model.Pairs.Exists(pair => UsageWatch.IsRealKey(pair.Key)) ? [] : (string[])[DimensionKeys.InferenceKey],
            ],
            Mitigations = Mitigations(draw, isBurst),
        };
    }

    private static string Message(ModelUse model, ShareEpisode episode, in QuotaDraw draw, bool isBurst)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{RuleHelp.Share(episode.Share)} of the requests{For(model)} are refused for rate or quota ({episode.Bad:0} of {episode.Requests:0})");
        string how = isBurst ? ", in a burst" : "";
        if (draw.Culprit is not { } culprit)
            return $"{what}{how}: no single key draws the quota; it is too small for all of them together.";

        string share = $"{RuleHelp.Share(draw.Share)} of the {(draw.ByTokens ? "tokens" : "requests")}";
        if (draw.IsOwnLimit)
            return $"{what}{how}: {Name(culprit.Key)} alone is refused, at a limit of its own{(AtRequestLimit(draw) is null ? "" : " on requests")}: {RuleHelp.Share(draw.RefusedShare)} of its requests.";

        string victims = draw.Victims.Count == 0 ? "" : $"; {RuleHelp.Count(draw.Victims.Count, "other key")} {(draw.Victims.Count == 1 ? "is" : "are")} refused that use{(draw.Victims.Count == 1 ? "s" : "")} no more than before";
        return $"{what}{how}: {Name(culprit.Key)} takes {share}{victims}.";
    }

    private static ImmutableArray<Mitigation> Mitigations(in QuotaDraw draw, bool isBurst)
    {
        if (isBurst)
            return [new Mitigation(MitigationKind.Reconfigure, "Let clients wait as long as the refusal says, with jitter, and spread their requests over the minute.")];

        return draw.Culprit is { } culprit
            ?
            [
                new Mitigation(MitigationKind.Throttle, $"Limit {Name(culprit.Key)} by tokens at a gateway, before it reaches the quota that all share."),
                new Mitigation(MitigationKind.Reconfigure, "Give each key a quota of its own, and batch work a lane of low priority."),
            ]
            :
            [
                new Mitigation(MitigationKind.Throttle, "Limit each key by tokens at a gateway, in proportion to what it is for."),
                new Mitigation(MitigationKind.AddCapacity, "Ask for a larger quota, or spread the load over several deployments of the model."),
            ];
    }

    private static FindingDraft Timeouts(JobView job, UsageWatch watch, ModelUse model)
    {
        ShareEpisode episode = model.Timeouts;
        (double normal, double during) = model.Tails();
        bool isBurst = UnixTime.ToSeconds(episode.End - episode.Start) < BurstSeconds;
        bool hasTails = double.IsFinite(normal) && double.IsFinite(during);
        return new FindingDraft
        {
            Job = job.Job,
            Message = string.Create(CultureInfo.InvariantCulture, $"{RuleHelp.Share(episode.Share)} of the requests{For(model)} time out ({episode.Bad:0} of {episode.Requests:0})")
                + (hasTails ? $": 95 % are answered within {RuleHelp.Time(during)}, normally within {RuleHelp.Time(normal)}." : "."),
            StartUnixNanoseconds = episode.Start,
            EndUnixNanoseconds = episode.End,
            Discriminator = $"timeouts:{model.Name}",
            Severity = Severity(episode.Share, isBurst),
            Confidence = hasTails ? 0.95 : 0.85,
            Evidence =
            [
                new Evidence("share of requests that time out", episode.Share, episode.NormalShare, "1"),
                .. hasTails ? [new Evidence("time of a request, 95th percentile", during, normal, "s")] : ImmutableArray<Evidence>.Empty,
            ],
            MissingInputs = watch.HasLatency ? [] : [SignalNames.InferenceDuration],
            Mitigations =
            [
                new Mitigation(MitigationKind.Investigate, "Compare the queue and the batch size of the model's servers with the time before; look for long prompts."),
                new Mitigation(MitigationKind.AddCapacity, "Add replicas, or shed load early: a request that times out has used its share of the GPU for nothing."),
            ],
        };
    }

    private static FindingDraft Forecast(JobView job, long now, ModelUse model, in QuotaForecast forecast) => new()
    {
        Job = job.Job,
        Message = string.Create(CultureInfo.InvariantCulture, $"At its present trend the use{For(model)} reaches the quota in {forecast.Minutes:0.#} min: {forecast.Use:#,0} of {forecast.Limit:#,0} {(forecast.ByTokens ? "tokens" : "requests")} a minute, {forecast.Slope:#,0} more each minute."),
        StartUnixNanoseconds = Math.Max(job.FirstUnixNanoseconds, now - UnixTime.FromSeconds(BurstSeconds)),
        EndUnixNanoseconds = now,
        Discriminator = $"forecast:{model.Name}",
        Subjects = forecast.Key is { } key ? [Subject(key)] : [],
        Severity = FindingSeverity.Info,
        Confidence = 0.6,
        Evidence =
        [
            forecast.ByTokens
                ? new Evidence("tokens a minute", forecast.Use, forecast.Limit, "{token}/min")
                : new Evidence("requests a minute", forecast.Use, forecast.Limit, "{request}/min"),
            new Evidence("time to exhaustion", forecast.Minutes * BurstSeconds, double.PositiveInfinity, "s"),
        ],
        Mitigations = [new Mitigation(MitigationKind.Throttle, "Slow down batch work now, before the gateway refuses everybody.")],
    };

    private static FindingSeverity Severity(double share, bool isBurst) =>
        isBurst || share < WarningShare ? FindingSeverity.Info
        : share < ErrorShare ? FindingSeverity.Warning
        : FindingSeverity.Error;

    // Whoever asks more often than it may is refused for that, however few tokens it takes.
    private static PairUse? AtRequestLimit(in QuotaDraw draw) => draw.Culprit is { } key && key.AskedAtMost >= key.RequestLimit ? key : null;

    private static Subject Subject(KeyUse key) => UsageWatch.IsRealKey(key) ? new Subject { Key = key.Name } : new Subject();

    private static string Name(KeyUse key) => UsageWatch.IsRealKey(key) ? $"key {key.Name}" : key.Name.Length == 0 ? "the client" : "keys beyond the limit";

    private static string For(ModelUse model) => model.Name.Length == 0 ? "" : $" for {model.Name}";
}
