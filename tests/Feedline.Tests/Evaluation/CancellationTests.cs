using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Evaluation;

public sealed class CancellationTests
{
    [Fact]
    public void A_cancelled_evaluation_stops_between_rules_and_what_was_found_counts()
    {
        using var cancellation = new CancellationTokenSource();
        var ran = new List<string>();
        var sink = new RecordingSink();
        using DiagnosticEngine engine = Builder()
            .AddRule("A", context =>
            {
                ran.Add("A");
                context.Report(Draft());
                cancellation.Cancel();
            })
            .AddRule("B", _ => ran.Add("B"))
            .AddSink(sink)
            .Build();

        Assert.Throws<OperationCanceledException>(() => engine.EvaluateAt(At(1), cancellation.Token));

        Assert.Equal(["A"], ran);
        Assert.Single(engine.ActiveFindings);
        Assert.Single(sink.Findings);
        Assert.Equal(RuleOutcome.Deferred, engine.StatusOf("B").Outcome);

        engine.Run(2);
        Assert.Equal(["A", "B", "A"], ran);
    }

    [Fact]
    public void A_rule_that_loops_ends_by_its_token_and_is_not_blamed()
    {
        using var cancellation = new CancellationTokenSource();
        using DiagnosticEngine engine = Builder()
            .AddRule("A", context =>
            {
                context.Report(Draft());
                for (int turn = 0; ; turn++)
                {
                    context.CancellationToken.ThrowIfCancellationRequested();
                    if (turn == 1000)
                        cancellation.Cancel();
                }
            })
            .Build();

        Assert.Throws<OperationCanceledException>(() => engine.EvaluateAt(At(1), cancellation.Token));

        RuleStatus status = engine.StatusOf("A");
        Assert.Equal((RuleOutcome.Deferred, 0, 0), (status.Outcome, status.Failures, status.Evaluations));
        Assert.Empty(engine.Findings);
    }

    [Fact]
    public void A_rule_that_throws_a_cancellation_nobody_asked_for_has_failed()
    {
        using DiagnosticEngine engine = Builder().AddRule("A", _ => throw new OperationCanceledException()).Build();

        Assert.IsType<OperationCanceledException>(Assert.Single(engine.Run(1).Failures).Exception);
    }

    [Fact]
    public void A_token_cancelled_before_keeps_everything_as_it_is()
    {
        var source = new CountingSource();
        using DiagnosticEngine engine = Builder().AddSource(source).AddRule("A", static _ => { }).Build();
        engine.Start();

        Assert.Throws<OperationCanceledException>(() => engine.EvaluateAt(At(1), new CancellationToken(canceled: true)));

        Assert.Equal(0, source.Collects);
        Assert.Equal(RuleOutcome.NotYetRun, engine.StatusOf("A").Outcome);
        Assert.Equal(1, engine.Run(1).RulesEvaluated);
    }

    [Fact]
    public void A_cancellation_after_the_last_rule_takes_nothing_away()
    {
        using var cancellation = new CancellationTokenSource();
        using DiagnosticEngine engine = Builder().AddRule("A", _ => cancellation.Cancel()).Build();

        Assert.Equal(1, engine.EvaluateAt(At(1), cancellation.Token).RulesEvaluated);
    }
}
