using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Evaluation;

public sealed class QuarantineTests
{
    [Fact]
    public void A_rule_that_throws_harms_neither_the_evaluation_nor_the_other_rules()
    {
        var thrown = new FormatException("Broken.");
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", _ => throw thrown)
            .AddRule("T2", context => context.Report(Draft()))
            .Build();

        EvaluationReport report = engine.Run(1);

        Assert.Equal(new EvaluationFailure(FailureOrigin.Rule, "T1", thrown, 1), Assert.Single(report.Failures));
        Assert.Equal("T2", Assert.Single(report.Findings).Rule.Id);
        Assert.Equal(2, report.RulesEvaluated);
        RuleStatus status = engine.StatusOf("T1");
        Assert.Equal(RuleOutcome.Failed, status.Outcome);
        Assert.Equal(1, status.Failures);
        Assert.Equal("FormatException: Broken.", status.LastFailure);
        Assert.Null(status.QuarantinedUntil);
    }

    [Fact]
    public void The_third_failure_in_a_row_quarantines_and_the_first_success_releases()
    {
        bool isBroken = true;
        int runs = 0;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", _ =>
            {
                runs++;
                if (isBroken)
                    throw new FormatException("Broken.");
            })
            .Build();

        Assert.Empty(engine.Run(1).Findings);
        Assert.Empty(engine.Run(2).Findings);
        Finding opened = Assert.Single(engine.Run(3).Findings);

        Assert.Equal(("FL9001", FindingState.Opened, FindingSeverity.Warning), (opened.Rule.Id, opened.State, opened.Severity));
        Assert.Equal((At(1), At(3)), (opened.StartUnixNanoseconds, opened.EndUnixNanoseconds));
        Assert.Equal(new FindingKey("FL9001", "", "T1"), opened.Key);
        Assert.Equal(Layer.GpuWorkers, opened.Layer);
        Assert.Contains("T1", opened.Message, StringComparison.Ordinal);
        Assert.Equal(Epoch.AddSeconds(33), engine.StatusOf("T1").QuarantinedUntil);

        // Left out for 30 s of evaluation time.
        Assert.Equal(0, engine.Run(32.9).RulesEvaluated);
        Assert.Equal(RuleOutcome.Quarantined, engine.StatusOf("T1").Outcome);
        Assert.Equal(3, runs);

        // Tried, fails, left out for twice as long.
        Finding ongoing = Assert.Single(engine.Run(33).Findings);
        Assert.Equal((FindingState.Ongoing, 2), (ongoing.State, ongoing.Occurrences));
        Assert.Equal(4, runs);
        Assert.Equal(Epoch.AddSeconds(93), engine.StatusOf("T1").QuarantinedUntil);
        Assert.Empty(engine.Run(92).Findings);
        Assert.Equal(4, runs);

        // Tried, mended, released.
        isBroken = false;
        Finding resolved = Assert.Single(engine.Run(93).Findings);
        Assert.Equal(FindingState.Resolved, resolved.State);
        Assert.Null(engine.StatusOf("T1").QuarantinedUntil);
        Assert.Equal(RuleOutcome.Ran, engine.StatusOf("T1").Outcome);

        // All is forgiven: it takes three failures again, and the wait is short again.
        isBroken = true;
        for (int second = 94; second <= 96; second++)
            engine.Run(second);

        Assert.Equal(Epoch.AddSeconds(96 + 30), engine.StatusOf("T1").QuarantinedUntil);
        Assert.Equal([FindingState.Resolved, FindingState.Opened], engine.Findings.Select(finding => finding.State));
    }

    [Fact]
    public void A_success_between_failures_counts_them_from_one_again()
    {
        int run = 0;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", _ =>
            {
                if (++run % 3 != 0)
                    throw new FormatException("Broken.");
            })
            .Build();

        for (int second = 1; second <= 30; second++)
            engine.Run(second);

        Assert.Equal(30, engine.StatusOf("T1").Evaluations);
        Assert.Equal(20, engine.StatusOf("T1").Failures);
        Assert.Empty(engine.Findings);
    }

    [Fact]
    public void The_wait_doubles_up_to_an_hour()
    {
        using DiagnosticEngine engine = Builder().AddRule("T1", _ => throw new FormatException("Broken.")).Build();
        engine.Run(0);
        engine.Run(0);
        var waits = new List<double>();
        double now = 0;
        for (int i = 0; i < 20; i++)
        {
            engine.Run(now);
            double until = (engine.StatusOf("T1").QuarantinedUntil!.Value - Epoch).TotalSeconds;
            waits.Add(until - now);
            now = until;
        }

        Assert.Equal([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600], waits.Take(10));
        Assert.All(waits.Skip(10), wait => Assert.Equal(3600, wait));
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_lengthen_the_wait()
    {
        using DiagnosticEngine engine = Builder().AddRule("T1", _ => throw new FormatException("Broken.")).Build();
        for (int i = 0; i < 3; i++)
            engine.Run(100_000);

        Assert.Equal(1, engine.Run(50).RulesEvaluated);
        Assert.Equal(Epoch.AddSeconds(50 + 60), engine.StatusOf("T1").QuarantinedUntil);
    }

    [Fact]
    public void A_rule_that_throws_neither_opens_nor_resolves_anything()
    {
        int run = 0;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context =>
            {
                run++;
                context.Report(Draft(discriminator: run == 1 ? "seen before" : "seen while failing"));
                if (run == 2)
                    throw new FormatException("Broken.");
            })
            .Build();

        engine.Run(1);
        EvaluationReport failed = engine.Run(2);
        EvaluationReport after = engine.Run(3);

        Assert.Empty(failed.Findings);
        Assert.Equal(
            [("seen while failing", FindingState.Opened), ("seen before", FindingState.Resolved)],
            after.Findings.Select(finding => (finding.Key.Discriminator, finding.State)));
    }

    [Fact]
    public void A_quarantined_rule_starts_with_a_state_of_its_own_again()
    {
        var job = new FakeJob("job");
        var states = new List<object>();
        int run = 0;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context =>
            {
                states.Add(context.State(job, static () => new object()));
                if (++run <= 3)
                    throw new FormatException("Broken.");
            })
            .Build();

        foreach (double second in (double[])[1, 2, 3, 40])
            engine.Run(second);

        Assert.Same(states[0], states[2]);
        Assert.NotSame(states[2], states[3]);
    }

    [Fact]
    public void The_engine_finding_can_be_configured_like_a_rule()
    {
        using DiagnosticEngine silent = Builder()
            .AddRule("T1", _ => throw new FormatException("Broken."))
            .ConfigureRule("FL9001", options => options.Enabled = false)
            .Build();
        using DiagnosticEngine loud = Builder()
            .AddRule("T1", _ => throw new FormatException("Broken."))
            .ConfigureRule("FL9001", options => options.Severity = FindingSeverity.Critical)
            .Build();

        for (int i = 0; i < 3; i++)
        {
            silent.Run(i);
            loud.Run(i);
        }

        Assert.Empty(silent.Findings);
        Assert.NotNull(silent.StatusOf("T1").QuarantinedUntil);
        Assert.Equal(FindingSeverity.Critical, Assert.Single(loud.Findings).Severity);
    }

    [Fact]
    public void Another_number_of_failures_may_be_asked_for()
    {
        DiagnosticEngineBuilder builder = Builder();
        builder.Options.QuarantineAfterFailures = 1;
        using DiagnosticEngine engine = builder.AddRule("T1", _ => throw new FormatException("Broken.")).Build();

        Assert.Single(engine.Run(1).Findings);
    }
}
