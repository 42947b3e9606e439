using Microsoft.Extensions.Time.Testing;
using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Evaluation;

public sealed class BudgetTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new(Epoch);
    private readonly List<string> _ran = [];

    [Fact]
    public void What_does_not_fit_is_deferred_and_goes_first_next_time()
    {
        using DiagnosticEngine engine = Builder(_time, Budget)
            .AddRule("A", Takes("A", 60))
            .AddRule("B", Takes("B", 60))
            .AddRule("C", Takes("C", 60))
            .AddRule("D", Takes("D", 60))
            .Build();

        EvaluationReport first = engine.Run(1);
        Assert.Equal((2, 2), (first.RulesEvaluated, first.RulesDeferred));
        Assert.Equal(RuleOutcome.Deferred, engine.StatusOf("C").Outcome);
        engine.Run(2);
        engine.Run(3);

        Assert.Equal(["A", "B", "C", "D", "A", "B"], _ran);
        Assert.All(engine.GetRuleStatus(), status => Assert.Equal(0, status.Failures));
    }

    [Fact]
    public void At_least_one_rule_always_runs()
    {
        using DiagnosticEngine engine = Builder(_time, Budget)
            .AddRule("A", Takes("A", 150))
            .AddRule("B", Takes("B", 150))
            .Build();

        for (int second = 1; second <= 4; second++)
            Assert.Equal(1, engine.Run(second).RulesEvaluated);

        Assert.Equal(["A", "B", "A", "B"], _ran);
    }

    [Fact]
    public void A_deferred_rule_neither_opens_nor_resolves_anything()
    {
        int milliseconds = 0;
        using DiagnosticEngine engine = Builder(_time, Budget)
            .AddRule("A", _ => _time.Advance(TimeSpan.FromMilliseconds(milliseconds)))
            .AddRule("B", context => context.Report(Draft()))
            .Build();

        engine.Run(1);
        milliseconds = 150;
        EvaluationReport deferred = engine.Run(2);

        Assert.Equal(1, deferred.RulesDeferred);
        Assert.Empty(deferred.Findings);
        Assert.Single(engine.ActiveFindings);
    }

    [Fact]
    public void A_rule_that_alone_takes_over_twice_the_budget_has_failed_but_what_it_found_counts()
    {
        using DiagnosticEngine engine = Builder(_time, Budget)
            .AddRule("A", context =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(201));
                context.Report(Draft());
            })
            .Build();

        EvaluationReport report = engine.Run(1);
        engine.Run(2);
        engine.Run(3);

        EvaluationFailure failure = Assert.Single(report.Failures);
        Assert.IsType<TimeoutException>(failure.Exception);
        Assert.Contains("overran", failure.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("A", Assert.Single(report.Findings).Rule.Id);
        Assert.NotNull(engine.StatusOf("A").QuarantinedUntil);
    }

    [Fact]
    public void Without_a_budget_nothing_is_deferred_however_slow()
    {
        using DiagnosticEngine engine = Builder(_time, budget: null)
            .AddRule("A", Takes("A", 100_000))
            .AddRule("B", Takes("B", 100_000))
            .Build();

        EvaluationReport report = engine.Run(1);

        Assert.Equal((2, 0), (report.RulesEvaluated, report.RulesDeferred));
        Assert.Empty(report.Failures);
        Assert.Equal(TimeSpan.FromSeconds(200), report.Elapsed);
    }

    [Fact]
    public void Slow_sources_do_not_eat_the_rules_budget()
    {
        using DiagnosticEngine engine = Builder(_time, Budget)
            .AddSource(new CountingSource { OnCollect = () => _time.Advance(TimeSpan.FromSeconds(5)) })
            .AddRule("A", Takes("A", 10))
            .AddRule("B", Takes("B", 10))
            .Build();
        engine.Start();

        EvaluationReport report = engine.Run(1);

        Assert.Equal((2, 0), (report.RulesEvaluated, report.RulesDeferred));
    }

    private Action<RuleContext> Takes(string id, int milliseconds) => _ =>
    {
        _ran.Add(id);
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
    };
}
