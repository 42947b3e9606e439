using Feedline.Tests.Evaluation;
using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Findings;

/// <summary>A rule may make another rule's finding surer; it can take nothing from it.</summary>
public sealed class SupportTests
{
    private static readonly Evidence Own = new("own", 1, 2, "s");
    private static readonly Evidence More = new("more", 3, 4, "s");

    [Fact]
    public void A_finding_is_seen_in_the_next_evaluation()
    {
        var seen = new List<int>();
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", static context => context.Report(Draft()))
            .AddRule("T2", context => seen.Add(context.ActiveFindings.Length))
            .Build();
        engine.Run(1);
        engine.Run(2);

        Assert.Equal([0, 1], seen);
    }

    [Fact]
    public void Support_raises_the_confidence_and_adds_its_evidence()
    {
        using DiagnosticEngine engine = Engine(0.6, 0.8);
        engine.Run(1);
        EvaluationReport report = engine.Run(2);

        Finding finding = Assert.Single(engine.ActiveFindings);
        Assert.Equal(0.8, finding.Confidence);
        Assert.Equal([Own, More], finding.Evidence);
        Assert.Equal([finding], report.Findings);
    }

    [Fact]
    public void What_was_supported_stays_so_and_is_told_once()
    {
        using DiagnosticEngine engine = Engine(0.6, 0.8);
        for (int second = 1; second < 6; second++)
            engine.Run(second);

        Finding finding = Assert.Single(engine.ActiveFindings);
        Assert.Equal((0.8, 5), (finding.Confidence, finding.Occurrences));
        Assert.Equal([Own, More], finding.Evidence);
    }

    [Theory]
    [InlineData(0.6, 0.5)]
    [InlineData(0.6, 0.6)]
    [InlineData(0.6, 0)]
    public void A_confidence_never_falls(double own, double support)
    {
        using DiagnosticEngine engine = Engine(own, support);
        engine.Run(1);
        engine.Run(2);

        Finding finding = Assert.Single(engine.ActiveFindings);
        Assert.Equal(own, finding.Confidence);
        Assert.Equal([Own], finding.Evidence);
    }

    [Fact]
    public void A_finding_that_is_resolved_meanwhile_is_left_alone()
    {
        bool holds = true;
        bool? raised = null;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context =>
            {
                if (holds)
                    context.Report(Draft() with { Confidence = 0.5 });
            })
            .AddRule("T2", context =>
            {
                foreach (Finding finding in context.ActiveFindings)
                    raised = context.Support(finding, 0.9, More);
            })
            .Build();
        engine.Run(1);
        holds = false;
        engine.Run(2);

        Assert.False(raised);
        Assert.Equal((FindingState.Resolved, 0.5), (engine.Findings[0].State, engine.Findings[0].Confidence));
    }

    [Fact]
    public void A_sink_is_told_of_an_opening_once()
    {
        var sink = new RecordingSink();
        using DiagnosticEngine engine = Engine(0.6, 0.8, sink);
        for (int second = 1; second < 4; second++)
            engine.Run(second);

        Assert.Single(engine.Findings);
        Assert.Equal(FindingState.Opened, Assert.Single(sink.Findings).State);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_confidence_is_from_0_to_1(double support)
    {
        using DiagnosticEngine engine = Engine(0.6, support);
        engine.Run(1);
        engine.Run(2);

        Assert.Contains(nameof(ArgumentOutOfRangeException), engine.StatusOf("T2").LastFailure, StringComparison.Ordinal);
        Assert.Equal(0.6, Assert.Single(engine.ActiveFindings).Confidence);
    }

    [Fact]
    public void No_rule_supports_itself()
    {
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", static context =>
            {
                context.Report(Draft());
                foreach (Finding finding in context.ActiveFindings)
                    context.Support(finding, 1, More);
            })
            .Build();
        engine.Run(1);
        engine.Run(2);

        Assert.Contains("supports a finding of its own", engine.StatusOf("T1").LastFailure, StringComparison.Ordinal);
    }

    [Fact]
    public void The_layer_of_a_draft_has_the_last_word()
    {
        using DiagnosticEngine engine = Builder().AddRule("T1", static context => context.Report(Draft() with { Layer = Layer.Fabric })).Build();
        engine.Run(1);

        Assert.Equal(Layer.Fabric, Assert.Single(engine.ActiveFindings).Layer);
    }

    private static DiagnosticEngine Engine(double own, double support, RecordingSink? sink = null)
    {
        DiagnosticEngineBuilder builder = Builder()
            .AddRule("T1", context => context.Report(Draft() with { Confidence = own, Evidence = [Own] }))
            .AddRule("T2", context =>
            {
                foreach (Finding finding in context.ActiveFindings)
                    context.Support(finding, support, More);
            });
        return (sink is null ? builder : builder.AddSink(sink)).Build();
    }
}
