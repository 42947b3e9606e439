using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Feedline;

/// <summary>What the engine tells about itself: metrics, activities and log messages.</summary>
/// <remarks>
/// Listeners and loggers belong to the host. One that throws must end no evaluation, and there is no other place to tell of
/// it: its exception ends here.
/// </remarks>
internal sealed class EngineTelemetry : IDisposable
{
    private static readonly double[] Buckets = [0.000_01, 0.000_1, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];
    private static readonly SampleOutcome[] Outcomes = Enum.GetValues<SampleOutcome>();

    private readonly ILogger _logger;
    private readonly Meter _meter;
    private readonly ActivitySource _activities;
    private readonly Histogram<double> _evaluationDuration;
    private readonly Histogram<double> _ruleDuration;
    private readonly Counter<long> _ruleFailures;
    private readonly Counter<long> _sourceFailures;
    private readonly Counter<long> _sinkFailures;
    private readonly Counter<long> _findings;
    private SignalStore? _store;

    public EngineTelemetry(SignalStore store, IMeterFactory? meterFactory, ILoggerFactory? loggerFactory)
    {
        _store = store;
        _logger = loggerFactory?.CreateLogger<DiagnosticEngine>() ?? (ILogger)NullLogger.Instance;
        string? version = typeof(DiagnosticEngine).Assembly.GetName().Version?.ToString(3);
        var options = new MeterOptions(TelemetryNames.Meter) { Version = version };
        _meter = meterFactory?.Create(options) ?? new Meter(options);
        _activities = new ActivitySource(TelemetryNames.ActivitySource, version);
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets };
        _evaluationDuration = _meter.CreateHistogram(
            TelemetryNames.EvaluationDuration, "s", "How long an evaluation took.", tags: null, advice);
        _ruleDuration = _meter.CreateHistogram(TelemetryNames.RuleDuration, "s", "How long a rule took.", tags: null, advice);
        _ruleFailures = _meter.CreateCounter<long>(TelemetryNames.RuleFailures, "{failure}", "Runs of rules that failed.");
        _sourceFailures = _meter.CreateCounter<long>(TelemetryNames.SourceFailures, "{failure}", "Faults of sources.");
        _sinkFailures = _meter.CreateCounter<long>(TelemetryNames.SinkFailures, "{failure}", "Faults of sinks.");
        _findings = _meter.CreateCounter<long>(TelemetryNames.Findings, "{finding}", "Findings that opened or were resolved.");
        _meter.CreateObservableCounter(TelemetryNames.Samples, ObserveSamples, "{sample}", "Samples written, by what became of them.");
        _meter.CreateObservableUpDownCounter(TelemetryNames.Series, ObserveSeries, "{series}", "Series in the store.");
    }

    /// <summary>Whether anybody wants to know how long each rule takes.</summary>
    public bool WantsRuleDuration => _ruleDuration.Enabled;

    public Activity? StartEvaluation()
    {
        try
        {
            return _activities.StartActivity(TelemetryNames.Evaluation);
        }
        catch
        {
            return null;
        }
    }

    public void Evaluated(Activity? activity, TimeSpan elapsed, int evaluated, int deferred, IReadOnlyList<Finding> findings)
    {
        try
        {
            _evaluationDuration.Record(elapsed.TotalSeconds);
            if (activity is not null)
            {
                activity.SetTag(TelemetryNames.RulesEvaluated, evaluated);
                activity.SetTag(TelemetryNames.RulesDeferred, deferred);
            }

            for (int i = 0; i < findings.Count; i++)
            {
                if (findings[i].State != FindingState.Ongoing)
                    Changed(activity, findings[i]);
            }
        }
        catch
        {
        }
    }

    public void RuleRan(string ruleId, TimeSpan elapsed)
    {
        try
        {
            _ruleDuration.Record(elapsed.TotalSeconds, Tag(TelemetryNames.RuleId, ruleId));
        }
        catch
        {
        }
    }

    public void RuleFailed(string ruleId, Exception exception, Quarantine quarantine)
    {
        try
        {
            _ruleFailures.Add(1, Tag(TelemetryNames.RuleId, ruleId));
            EngineLog.RuleFailed(_logger, exception, ruleId, quarantine.ConsecutiveFailures);
            if (quarantine.IsOn)
            {
                DateTimeOffset until = UnixTime.ToDateTimeOffset(quarantine.Until);
                EngineLog.RuleQuarantined(_logger, ruleId, until, quarantine.ConsecutiveFailures);
            }
        }
        catch
        {
        }
    }

    public void RuleReleased(string ruleId)
    {
        try
        {
            EngineLog.RuleReleased(_logger, ruleId);
        }
        catch
        {
        }
    }

    public void SourceFailed(EvaluationFailure failure)
    {
        try
        {
            _sourceFailures.Add(1, Tag(TelemetryNames.SourceType, failure.Name));
            if (failure.ConsecutiveFailures == 1)
                EngineLog.SourceFailed(_logger, failure.Exception, failure.Name);
        }
        catch
        {
        }
    }

    public void SinkFailed(EvaluationFailure failure)
    {
        try
        {
            _sinkFailures.Add(1, Tag(TelemetryNames.SinkType, failure.Name));
            if (failure.ConsecutiveFailures == 1)
                EngineLog.SinkFailed(_logger, failure.Exception, failure.Name);
        }
        catch
        {
        }
    }

    public void Dispose()
    {
        // A meter of a factory outlives this engine: let it not keep the store alive.
        Volatile.Write(ref _store, null);
        _meter.Dispose();
        _activities.Dispose();
    }

    private static KeyValuePair<string, object?> Tag(string key, string value) => new(key, value);

    private void Changed(Activity? activity, Finding finding)
    {
        _findings.Add(
            1,
            Tag(TelemetryNames.RuleId, finding.Rule.Id),
            Tag(TelemetryNames.FindingSeverity, TelemetryIds.Of(finding.Severity)),
            Tag(TelemetryNames.FindingState, TelemetryIds.Of(finding.State)));
        activity?.AddEvent(new ActivityEvent(
            "feedline.finding",
            tags: new ActivityTagsCollection
            {
                Tag(TelemetryNames.RuleId, finding.Rule.Id),
                Tag(TelemetryNames.FindingSeverity, TelemetryIds.Of(finding.Severity)),
                Tag(TelemetryNames.FindingState, TelemetryIds.Of(finding.State)),
            }));
        LogLevel level = LevelOf(finding.Severity);
        if (finding.State == FindingState.Opened)
            EngineLog.FindingOpened(_logger, level, finding.Rule.Id, finding.Key.Job, finding.Message);
        else
            EngineLog.FindingResolved(_logger, finding.Rule.Id, finding.Key.Job, finding.Occurrences, finding.Message);
    }

    private static LogLevel LevelOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Info => LogLevel.Information,
        FindingSeverity.Warning => LogLevel.Warning,
        FindingSeverity.Error => LogLevel.Error,
        _ => LogLevel.Critical,
    };

    private Measurement<long>[] ObserveSamples() => Volatile.Read(ref _store) is { } store
        ? [.. Outcomes.Select(outcome => new Measurement<long>(store.CountOf(outcome), Tag(TelemetryNames.SampleOutcome, TelemetryIds.Of(outcome))))]
        : [];

    private Measurement<long>[] ObserveSeries() => Volatile.Read(ref _store) is { } store ? [new(store.SeriesCount)] : [];
}
