using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Evaluation;

public sealed class SinkTests
{
    [Fact]
    public void A_sink_gets_what_opened_and_what_was_resolved_but_not_what_goes_on()
    {
        bool holds = true;
        var sink = new RecordingSink();
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context =>
            {
                if (holds)
                    context.Report(Draft());
            })
            .AddSink(sink)
            .Build();

        engine.Run(1);
        Assert.Equal(FindingState.Ongoing, Assert.Single(engine.Run(2).Findings).State);
        holds = false;
        engine.Run(3);
        engine.Run(4);

        Assert.Equal([FindingState.Opened, FindingState.Resolved], sink.Findings.Select(finding => finding.State));
        Assert.Equal(2, sink.Findings[1].Occurrences);
    }

    [Fact]
    public void A_sink_that_throws_harms_neither_the_engine_nor_other_sinks()
    {
        var broken = new RecordingSink { OnEmit = _ => throw new FormatException("Full.") };
        var healthy = new RecordingSink();
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context => context.Report(Draft(discriminator: $"{context.NowUnixNanoseconds}")))
            .AddSink(broken)
            .AddSink(healthy)
            .Build();

        EvaluationFailure failure = Assert.Single(engine.Run(1).Failures);
        EvaluationReport second = engine.Run(2);

        Assert.Equal((FailureOrigin.Sink, nameof(RecordingSink), 1), (failure.Origin, failure.Name, failure.ConsecutiveFailures));
        Assert.Equal([2, 3], second.Failures.Select(failure => failure.ConsecutiveFailures));
        Assert.Equal(3, healthy.Findings.Count);
    }

    [Fact]
    public void A_sink_that_asks_the_engine_sees_what_it_is_told()
    {
        DiagnosticEngine? engine = null;
        int active = -1;
        var sink = new RecordingSink { OnEmit = _ => active = engine!.ActiveFindings.Length };
        engine = Builder().AddRule("T1", context => context.Report(Draft())).AddSink(sink).Build();

        engine.Run(1);
        engine.Dispose();

        Assert.Equal(1, active);
    }

    [Fact]
    public void A_sink_that_evaluates_fails_and_nothing_else_happens()
    {
        DiagnosticEngine? engine = null;
        var sink = new RecordingSink { OnEmit = _ => engine!.EvaluateAt(At(9)) };
        engine = Builder().AddRule("T1", context => context.Report(Draft())).AddSink(sink).Build();

        EvaluationReport report = engine.Run(1);
        engine.Dispose();

        Assert.IsType<InvalidOperationException>(Assert.Single(report.Failures).Exception);
        Assert.Single(engine.Findings);
    }
}
