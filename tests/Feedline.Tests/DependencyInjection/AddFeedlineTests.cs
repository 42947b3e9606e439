using System.Diagnostics.Metrics;
using Feedline.Rules;
using Feedline.Tests.Evaluation;
using Feedline.Tests.SelfTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.DependencyInjection;

public sealed class AddFeedlineTests
{
    [Fact]
    public void A_container_composes_an_engine_of_rules_sources_and_sinks()
    {
        var time = new FakeTimeProvider(Epoch);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time).AddSingleton<RecordingSink>().AddSingleton<IFindingSink>(p => p.GetRequiredService<RecordingSink>());
        services.AddFeedline(options => options.UseBuiltInRules = false)
            .AddRule<JobRule>()
            .AddRule(Descriptor("T2", "a"), context => context.Report(Draft(message: $"{context.Series("a").Length} series.")))
            .AddSource<OneSeriesSource>()
            .AddFindingSink<OtherSink>()
            .ConfigureRule("T1", options => options.Severity = FindingSeverity.Critical);
        using ServiceProvider provider = services.BuildServiceProvider(validateScopes: true);

        DiagnosticEngine engine = provider.GetRequiredService<DiagnosticEngine>();
        engine.Start();
        time.Advance(TimeSpan.FromSeconds(5));
        EvaluationReport report = engine.Evaluate(TestContext.Current.CancellationToken);

        Assert.Empty(report.Failures);
        Assert.Equal(
            [("T1", FindingSeverity.Critical, At(5)), ("T2", FindingSeverity.Error, At(5))],
            report.Findings.Select(finding => (finding.Rule.Id, finding.Severity, finding.DetectedUnixNanoseconds)));
        Assert.Equal("1 series.", report.Findings[1].Message);
        Assert.Equal(2, provider.GetRequiredService<RecordingSink>().Findings.Count);
        Assert.Equal(2, provider.GetServices<IFindingSink>().OfType<OtherSink>().Single().Count);
        Assert.Same(engine, provider.GetRequiredService<DiagnosticEngine>());
    }

    [Fact]
    public void Adding_twice_doubles_nothing()
    {
        var services = new ServiceCollection();
        services.AddFeedline().AddRule<JobRule>().AddSource<OneSeriesSource>().AddFindingSink<OtherSink>();
        int once = services.Count;
        services.AddFeedline().AddRule<JobRule>().AddSource<OneSeriesSource>().AddFindingSink<OtherSink>();
        Assert.Equal(once, services.Count);

        using ServiceProvider provider = services.BuildServiceProvider();
        DiagnosticEngine engine = provider.GetRequiredService<DiagnosticEngine>();

        Assert.Equal([.. BuiltInRules.All.Select(rule => rule.Descriptor.Id), "T1"], engine.Rules.Select(rule => rule.Id));
    }

    [Fact]
    public void Configure_actions_add_up()
    {
        var services = new ServiceCollection();
        services.AddFeedline(options => options.QuarantineAfterFailures = 7);
        services.AddFeedline(options => options.MaxFindingsKept = 9);
        using ServiceProvider provider = services.BuildServiceProvider();

        FeedlineOptions options = provider.GetRequiredService<IOptions<FeedlineOptions>>().Value;

        Assert.Equal((7, 9), (options.QuarantineAfterFailures, options.MaxFindingsKept));
    }

    [Fact]
    public void Wrong_bounds_are_refused_when_the_engine_is_resolved()
    {
        var services = new ServiceCollection();
        services.AddFeedline(options => options.StepRowsKept = 1);
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<DiagnosticEngine>);

        Assert.Contains("StepRowsKept", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_rule_options_and_unknown_ids_are_refused_when_the_engine_is_resolved()
    {
        var services = new ServiceCollection();
        services.AddFeedline(options => options.UseBuiltInRules = false)
            .AddRule<JobRule>()
            .ConfigureRule("T1", options => options.OpenAfter = 0)
            .ConfigureRule("T11", static _ => { });
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<DiagnosticEngine>);

        Assert.Contains(exception.Failures, failure => failure.Contains("T1.OpenAfter", StringComparison.Ordinal));
        Assert.Contains("No rule has the id 'T11'. Did you mean 'T1'?", exception.Failures);
    }

    [Fact]
    public void Meter_and_logger_factories_are_the_containers()
    {
        var services = new ServiceCollection();
        using var meters = new TestMeterFactory();
        using var logs = new RecordingLoggerFactory();
        using var log = new MeasurementLog(meters);
        services.AddSingleton<IMeterFactory>(meters).AddSingleton<ILoggerFactory>(logs);
        services.AddFeedline(options => options.UseBuiltInRules = false).AddRule<JobRule>();
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<DiagnosticEngine>().Run(1);

        Assert.Single(log.Of("feedline.evaluation.duration"));
        Assert.Equal("FindingOpened", Assert.Single(logs.Entries).Id.Name);
    }

    [Fact]
    public void The_container_disposes_the_engine_and_nothing_is_started_by_it()
    {
        var services = new ServiceCollection();
        services.AddFeedline().AddSource<OneSeriesSource>();
        ServiceProvider provider = services.BuildServiceProvider();
        DiagnosticEngine engine = provider.GetRequiredService<DiagnosticEngine>();
        var source = (OneSeriesSource)provider.GetRequiredService<ISignalSource>();

        provider.Dispose();

        Assert.False(source.IsStarted);
        Assert.Throws<ObjectDisposedException>(() => engine.Run(1));
    }

    [Fact]
    public void Meters_of_the_process_are_heard_once_however_often_they_are_named()
    {
        string name = "Trainer." + nameof(Meters_of_the_process_are_heard_once_however_often_they_are_named);
        var services = new ServiceCollection();
        services.AddFeedline(options => options.UseBuiltInRules = false)
            .AddRule(Descriptor("T1", SignalNames.Loss), context =>
            {
                SeriesKey series = context.Series(SignalNames.Loss)[0];
                int count = context.Window(series, WindowSpec.LastSamples(10)).Count;
                context.Report(Draft(job: series.Job!, message: $"{count} samples of rank {series.Rank}."));
            })
            .AddMeterSource(name, "NoSuchMeter.*")
            .AddMeterSource(options =>
            {
                options.Meters.Add(name + "*");
                options.Dimensions.Add(new Dimension(DimensionKeys.Job, "mine"));
            });
        using ServiceProvider provider = services.BuildServiceProvider();
        DiagnosticEngine engine = provider.GetRequiredService<DiagnosticEngine>();
        using var meter = new Meter(name);
        Histogram<double> loss = meter.CreateHistogram<double>(SignalNames.Loss);

        loss.Record(1, new KeyValuePair<string, object?>(DimensionKeys.Rank, 3));
        engine.Start();
        loss.Record(2, new KeyValuePair<string, object?>(DimensionKeys.Rank, 3));
        Finding finding = Assert.Single(engine.Evaluate(TestContext.Current.CancellationToken).Findings);
        engine.Dispose();
        loss.Record(3, new KeyValuePair<string, object?>(DimensionKeys.Rank, 3));

        Assert.Equal(("mine", "1 samples of rank 3."), (finding.Key.Job, finding.Message));
    }

    [Fact]
    public void A_meter_without_a_name_is_refused_when_the_engine_is_resolved()
    {
        var services = new ServiceCollection();
        services.AddFeedline().AddMeterSource("Trainer", " ");
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(provider.GetRequiredService<DiagnosticEngine>);
    }

    [Fact]
    public void Nulls_are_refused()
    {
        IFeedlineBuilder builder = new ServiceCollection().AddFeedline();

        Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddFeedline());
        Assert.Throws<ArgumentNullException>(() => builder.AddRule(null!, static _ => { }));
        Assert.Throws<ArgumentNullException>(() => builder.AddRule(Descriptor("T1"), null!));
        Assert.Throws<ArgumentNullException>(() => builder.ConfigureRule("T1", null!));
        Assert.Throws<ArgumentException>(() => builder.ConfigureRule(" ", static _ => { }));
        Assert.Throws<ArgumentNullException>(() => builder.AddMeterSource((string[])null!));
        Assert.Throws<ArgumentNullException>(() => builder.AddMeterSource((Action<MeterSourceOptions>)null!));
    }

    private sealed class JobRule : IDiagnosticRule
    {
        public RuleDescriptor Descriptor { get; } = Engines.Descriptor("T1");

        public void Evaluate(RuleContext context) => context.Report(Draft());
    }

    private sealed class OneSeriesSource : ISignalSource
    {
        public bool IsStarted { get; private set; }

        public void Start(ISignalWriter writer)
        {
            IsStarted = true;
            writer.GetOrAddSeries(new SignalDescriptor("a", "1", SignalKind.Gauge), []);
        }

        public void Collect()
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class OtherSink : IFindingSink
    {
        public int Count { get; private set; }

        public void Emit(Finding finding) => Count++;
    }
}
