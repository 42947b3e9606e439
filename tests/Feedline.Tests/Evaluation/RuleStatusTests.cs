using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Evaluation;

public sealed class RuleStatusTests
{
    [Fact]
    public void Before_the_first_evaluation_a_rule_has_not_run()
    {
        using DiagnosticEngine engine = Builder().AddRule("T1", static _ => { }).Build();

        RuleStatus status = engine.StatusOf("T1");

        Assert.Equal(RuleOutcome.NotYetRun, status.Outcome);
        Assert.Null(status.LastRun);
        Assert.Null(status.LastFailure);
        Assert.Empty(status.MissingSignals);
    }

    [Fact]
    public void A_rule_waits_for_its_signals_and_the_status_names_those_that_are_missing()
    {
        int runs = 0;
        using DiagnosticEngine engine = Builder().AddRule(Descriptor("T1", "a", "b"), _ => runs++).Build();

        Assert.Equal(0, engine.Run(1).RulesEvaluated);
        Assert.Equal(["a", "b"], engine.StatusOf("T1").MissingSignals);

        engine.Writer.GetOrAddSeries(new SignalDescriptor("a", "1", SignalKind.Gauge), []);
        engine.Run(2);
        Assert.Equal(["b"], engine.StatusOf("T1").MissingSignals);
        Assert.Equal((RuleOutcome.MissingSignals, 0), (engine.StatusOf("T1").Outcome, runs));

        engine.Writer.GetOrAddSeries(new SignalDescriptor("b", "1", SignalKind.Gauge), []);
        engine.Run(3);
        Assert.Empty(engine.StatusOf("T1").MissingSignals);
        Assert.Equal((RuleOutcome.Ran, 1), (engine.StatusOf("T1").Outcome, runs));
    }

    [Fact]
    public void Of_signals_named_as_alternatives_one_is_enough()
    {
        using DiagnosticEngine engine = Builder().AddRule(Descriptor("T1", "a|b", "c"), static _ => { }).Build();

        engine.Writer.GetOrAddSeries(new SignalDescriptor("c", "1", SignalKind.Gauge), []);
        engine.Run(1);
        Assert.Equal(["a|b"], engine.StatusOf("T1").MissingSignals);

        engine.Writer.GetOrAddSeries(new SignalDescriptor("b", "1", SignalKind.Gauge), []);
        engine.Run(2);
        Assert.Equal(RuleOutcome.Ran, engine.StatusOf("T1").Outcome);
    }

    [Fact]
    public void A_disabled_rule_never_runs()
    {
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", static _ => throw new InvalidOperationException("It ran."))
            .ConfigureRule("T1", options => options.Enabled = false)
            .Build();

        EvaluationReport report = engine.Run(1);

        Assert.Equal((0, 0), (report.RulesEvaluated, report.RulesDeferred));
        Assert.Empty(report.Failures);
        Assert.Equal(RuleOutcome.Disabled, engine.StatusOf("T1").Outcome);
    }

    [Fact]
    public void A_rule_with_a_period_runs_when_it_is_due_and_keeps_its_findings_meanwhile()
    {
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context =>
            {
                if (context.NowUnixNanoseconds < At(10))
                    context.Report(Draft());
            })
            .ConfigureRule("T1", options => options.Period = TimeSpan.FromSeconds(10))
            .Build();

        int[] ran = [.. new double[] { 1, 5, 10.9, 11, 12, 21 }.Select(second => engine.Run(second).RulesEvaluated)];

        Assert.Equal([1, 0, 0, 1, 0, 1], ran);
        Assert.Equal(FindingState.Resolved, Assert.Single(engine.Findings).State);
        engine.Run(22);
        Assert.Equal(RuleOutcome.NotDue, engine.StatusOf("T1").Outcome);
        Assert.Equal(Epoch.AddSeconds(21), engine.StatusOf("T1").LastRun);
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_silence_a_rule_with_a_period()
    {
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", static _ => { })
            .ConfigureRule("T1", options => options.Period = TimeSpan.FromSeconds(10))
            .Build();

        engine.Run(1_000);

        Assert.Equal(1, engine.Run(5).RulesEvaluated);
    }

    [Fact]
    public void Runs_and_reports_are_counted()
    {
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context =>
            {
                for (int i = 0; i < 5; i++)
                    context.Report(Draft(discriminator: $"{i}"));
            })
            .ConfigureRule("T1", options => options.MaxFindings = 3)
            .Build();

        engine.Run(1);
        engine.Run(2);

        RuleStatus status = engine.StatusOf("T1");
        Assert.Equal((2, 6, 4), (status.Evaluations, status.Reports, status.DroppedReports));
        Assert.Equal(3, engine.ActiveFindings.Length);
    }

    [Fact]
    public void Statuses_stand_in_the_order_of_the_rules()
    {
        using DiagnosticEngine engine = Builder()
            .AddRule("Z", static _ => { })
            .AddRule("A", static _ => { })
            .AddRule("M", static _ => { })
            .Build();

        Assert.Equal(["Z", "A", "M"], engine.Rules.Select(rule => rule.Id));
        Assert.Equal(["Z", "A", "M"], engine.GetRuleStatus().Select(status => status.RuleId));
    }
}
