using System.Diagnostics;
using System.Diagnostics.Metrics;
using Feedline.Tests.Evaluation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.SelfTelemetry;

[Collection(typeof(ProcessWideListeners))]
public sealed class EngineTelemetryTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Epoch);
    private readonly TestMeterFactory _meters = new();
    private readonly RecordingLoggerFactory _logs = new();
    private readonly MeasurementLog _log;

    public EngineTelemetryTests() => _log = new MeasurementLog(_meters);

    [Fact]
    public void Durations_are_measured_by_the_engines_clock()
    {
        using DiagnosticEngine engine = Builder()
            .AddRule("A", _ => _time.Advance(TimeSpan.FromMilliseconds(20)))
            .AddRule("B", _ => _time.Advance(TimeSpan.FromMilliseconds(30)))
            .Build();

        EvaluationReport report = engine.Run(1);

        Assert.Equal(TimeSpan.FromMilliseconds(50), report.Elapsed);
        Assert.Equal([(0.05, "")], _log.Of("feedline.evaluation.duration"));
        Assert.Equal(
            [(0.02, "feedline.rule.id=A"), (0.03, "feedline.rule.id=B")], _log.Of("feedline.rule.duration"));
    }

    [Fact]
    public void Findings_are_counted_when_they_open_and_when_they_are_resolved()
    {
        bool holds = true;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context =>
            {
                if (holds)
                    context.Report(Draft());
            })
            .Build();

        engine.Run(1);
        engine.Run(2);
        holds = false;
        engine.Run(3);

        Assert.Equal(
            [
                (1, "feedline.rule.id=T1 feedline.finding.severity=error feedline.finding.state=opened"),
                (1, "feedline.rule.id=T1 feedline.finding.severity=error feedline.finding.state=resolved"),
            ],
            _log.Of("feedline.findings"));
        Assert.Equal([(LogLevel.Error, 1), (LogLevel.Information, 2)], _logs.Entries.Select(entry => (entry.Level, entry.Id.Id)));
        Assert.Equal("T1 opened in job 'job': It holds.", _logs.Entries[0].Message);
        Assert.Equal(["Feedline.DiagnosticEngine"], _logs.Categories);
    }

    [Fact]
    public void Faults_are_counted_and_logged_with_fixed_ids()
    {
        int runs = 0;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", _ =>
            {
                if (++runs <= 3)
                    throw new FormatException("Broken.");
            })
            .AddSource(new CountingSource { OnCollect = () => throw new FormatException("Broken.") })
            .AddSink(new RecordingSink { OnEmit = _ => throw new FormatException("Broken.") })
            .Build();
        engine.Start();

        foreach (double second in (double[])[1, 2, 3, 33])
            engine.Run(second);

        Assert.Equal([(1, "feedline.rule.id=T1"), (1, "feedline.rule.id=T1"), (1, "feedline.rule.id=T1")], _log.Of("feedline.rule.failures"));
        Assert.Equal(4, _log.Of("feedline.source.failures").Count());
        Assert.Equal(2, _log.Of("feedline.sink.failures").Count());
        Assert.Equal(
            ["SourceFailed", "RuleFailed", "RuleFailed", "RuleFailed", "RuleQuarantined", "SinkFailed", "FindingOpened", "RuleReleased", "FindingResolved"],
            _logs.Entries.Select(entry => entry.Id.Name));
        Assert.Equal([200, 100, 100, 100, 101, 201, 1, 102, 2], _logs.Entries.Select(entry => entry.Id.Id));
    }

    [Fact]
    public void Samples_and_series_are_observed_and_no_more_after_Dispose()
    {
        DiagnosticEngine engine = Builder().Build();
        SeriesHandle loss = engine.Writer.GetOrAddSeries(new SignalDescriptor(SignalNames.Loss, "1", SignalKind.Gauge), []);
        engine.Writer.Write(loss, At(1), 1);
        engine.Writer.Write(loss, At(2), 1);
        engine.Writer.Write(loss, At(3), double.NaN);

        _log.Observe();
        engine.Dispose();
        _log.Observe();

        Assert.Equal(
            [
                (2, "feedline.sample.outcome=accepted"),
                (1, "feedline.sample.outcome=not-finite"),
                (0, "feedline.sample.outcome=sentinel"),
                (0, "feedline.sample.outcome=out-of-order"),
                (0, "feedline.sample.outcome=counter-reset"),
                (0, "feedline.sample.outcome=series-limit"),
            ],
            _log.Of("feedline.samples"));
        Assert.Equal([(1, "")], _log.Of("feedline.series"));
    }

    [Fact]
    public void A_listener_or_logger_that_throws_ends_no_evaluation()
    {
        _log.OnMeasurement = static () => throw new FormatException("A broken listener.");
        int runs = 0;
        using DiagnosticEngine engine = Builder(new RecordingLoggerFactory { OnLog = static () => throw new FormatException("A broken logger.") })
            .AddRule("T1", context =>
            {
                context.Report(Draft());
                if (++runs > 1)
                    throw new FormatException("Broken.");
            })
            .AddRule("T2", context => context.Report(Draft()))
            .Build();

        EvaluationReport first = engine.Run(1);
        EvaluationReport second = engine.Run(2);

        Assert.Equal(2, first.Findings.Count);
        Assert.Equal("T1", Assert.Single(second.Failures).Name);
        Assert.Equal(2, engine.ActiveFindings.Length);
    }

    [Fact]
    public void An_evaluation_is_an_activity_with_an_event_for_each_finding_that_opened()
    {
        var activities = new List<Activity>();
        using var parent = new Activity("test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Feedline",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                // Engines of other tests are heard as well: only those under this test's own activity count.
                if (activity.TraceId == parent.TraceId)
                    activities.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using DiagnosticEngine engine = Builder().AddRule("T1", context => context.Report(Draft())).Build();

        engine.Run(1);
        engine.Run(2);

        Assert.Equal(2, activities.Count);
        Assert.All(activities, activity => Assert.Equal("feedline.evaluation", activity.OperationName));
        Assert.Equal(1, activities[0].GetTagItem("feedline.rules.evaluated"));
        Assert.Equal("feedline.finding", Assert.Single(activities[0].Events).Name);
        Assert.Empty(activities[1].Events);
    }

    [Fact]
    public void Without_a_meter_factory_the_meter_is_named_after_the_product_and_ends_with_the_engine()
    {
        var meters = new List<Meter>();
        var ended = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Feedline" && instrument.Meter.Scope is null)
                {
                    lock (meters)
                        meters.Add(instrument.Meter);

                    listener.EnableMeasurementEvents(instrument);
                }
            },
            MeasurementsCompleted = (instrument, _) =>
            {
                lock (ended)
                    ended.Add(instrument);
            },
        };
        listener.Start();

        DiagnosticEngine engine = Engines.Builder().Build();
        engine.Dispose();

        Assert.NotEmpty(meters);
        Assert.All(meters, meter => Assert.Equal("0.1.0", meter.Version));
        Assert.NotEmpty(ended);
    }

    public void Dispose()
    {
        _log.Dispose();
        _meters.Dispose();
        _logs.Dispose();
    }

    private DiagnosticEngineBuilder Builder(ILoggerFactory? logs = null) => new()
    {
        TimeProvider = _time,
        Options = new FeedlineOptions { UseBuiltInRules = false, EvaluationBudget = null },
        MeterFactory = _meters,
        LoggerFactory = logs ?? _logs,
    };
}
