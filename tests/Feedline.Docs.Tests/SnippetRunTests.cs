using Acme.Rules;
using Feedline.Samples.Snippets;
using Microsoft.Extensions.DependencyInjection;

namespace Feedline.Docs.Tests;

/// <summary>What documents show does what they say.</summary>
public sealed class SnippetRunTests
{
    [Fact]
    public void A_recording_is_replayed_and_its_cost_is_told()
    {
        var output = new StringWriter();
        Recordings.Analyse(Path.Combine(Repository.Root, "samples/recordings/desync"), output);

        Assert.Contains("desync: 4 ranks", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("compute-straggler:", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("hang:", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_is_asked_what_if()
    {
        var output = new StringWriter();
        using var recording = Sources.OtlpRecording.Open(Path.Combine(Repository.Root, "samples/recordings/desync"));
        Recordings.AskWhatIf(recording, output);

        Assert.Contains("without compute-straggler, hang: goodput 97.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("ETTR 99.", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_container_has_the_engine_with_the_added_rule()
    {
        var services = new ServiceCollection();
        Containers.Register(services);
        using ServiceProvider provider = services.BuildServiceProvider();
        EvaluationReport report = Containers.Use(provider);

        Assert.Empty(report.Failures);
        Assert.Contains(provider.GetRequiredService<DiagnosticEngine>().Rules, rule => rule.Id == new MemoryCreepRule().Descriptor.Id);
    }

    [Fact]
    public void Options_of_rules_are_taken()
    {
        var services = new ServiceCollection();
        Containers.Configure(services);
        using ServiceProvider provider = services.BuildServiceProvider();
        DiagnosticEngine engine = provider.GetRequiredService<DiagnosticEngine>();

        Assert.Equal(RuleOutcome.Disabled, engine.GetRuleStatus().Single(rule => rule.RuleId == "FL1001").Outcome);
    }

    [Fact]
    public void Status_says_what_is_missing()
    {
        using DiagnosticEngine engine = DelegateRules.Build();
        engine.Evaluate(TestContext.Current.CancellationToken);
        var output = new StringWriter();
        EmbeddedEngine.PrintStatus(engine, output);

        Assert.Contains("ACME0002: MissingSignals", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("no series of hw.temperature", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_delegate_rule_finds_a_hot_GPU()
    {
        using DiagnosticEngine engine = DelegateRules.Build();
        SeriesHandle series = engine.Writer.GetOrAddSeries(
            new SignalDescriptor("hw.temperature", "Cel", SignalKind.Gauge), [new Dimension(DimensionKeys.Device, "gpu0")]);
        for (int second = 1; second <= 60; second++)
            engine.Writer.Write(series, second * UnixTime.NanosecondsPerSecond, 95);

        engine.EvaluateAt(UnixTime.ToDateTimeOffset(60 * UnixTime.NanosecondsPerSecond), TestContext.Current.CancellationToken);

        Assert.Equal("GPU gpu0 has been above 90 °C for a minute.", Assert.Single(engine.ActiveFindings).Message);
    }

    [Fact]
    public void Samples_are_written_by_handle_and_meters_are_heard()
    {
        using DiagnosticEngine engine = EmbeddedEngine.WithDimensions(rank: 3);

        Assert.Equal(SampleOutcome.Accepted, EmbeddedEngine.WriteByHandle(engine, 0.01));
        EmbeddedEngine.ListenToMeters();
    }
}
