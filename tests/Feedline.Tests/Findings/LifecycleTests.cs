using Feedline.Tests.Evaluation;
using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Findings;

public sealed class LifecycleTests
{
    private readonly List<FindingDraft> _reports = [];

    [Fact]
    public void A_finding_opens_goes_on_is_resolved_and_opens_anew()
    {
        using DiagnosticEngine engine = Build();

        Report(engine, 1, Draft(start: 0.5, end: 1));
        Report(engine, 2, Draft(start: 0.2, end: 2));
        Report(engine, 3, Draft(start: 0.9, end: 1.5));
        Finding ongoing = Assert.Single(engine.ActiveFindings);
        Report(engine, 4);
        Report(engine, 5, Draft(start: 4.5, end: 5));

        Assert.Equal((FindingState.Ongoing, 3), (ongoing.State, ongoing.Occurrences));
        Assert.Equal(At(0.2), ongoing.StartUnixNanoseconds);
        Assert.Equal(At(2), ongoing.EndUnixNanoseconds);
        Assert.Equal(At(1), ongoing.DetectedUnixNanoseconds);
        Assert.Equal(2, engine.Findings.Length);
        Assert.Equal((FindingState.Resolved, At(0.2), 3), Of(engine.Findings[0]));
        Assert.Equal((FindingState.Opened, At(4.5), 1), Of(engine.Findings[1]));
        Assert.Equal([engine.Findings[1]], engine.ActiveFindings);

        static (FindingState, long, int) Of(Finding finding) => (finding.State, finding.StartUnixNanoseconds, finding.Occurrences);
    }

    [Fact]
    public void An_ongoing_finding_says_what_was_said_last()
    {
        using DiagnosticEngine engine = Build();
        Report(engine, 1, Draft() with { Subjects = [new Subject { Rank = 1 }], Discriminator = "link" });

        Report(engine, 2, Draft(message: "Worse.") with
        {
            Subjects = [new Subject { Rank = 1 }, new Subject { Rank = 2 }],
            Discriminator = "link",
            Confidence = 0.5,
            Severity = FindingSeverity.Critical,
            FailureMode = FailureMode.NetworkJitter,
            Layer = Layer.MetadataService,
            Evidence = [new Evidence("mean", 1, 2, "s")],
            MissingInputs = ["a"],
            Mitigations = [new Mitigation(MitigationKind.DrainNode, "Drain.")],
        });

        Finding finding = Assert.Single(engine.ActiveFindings);
        Assert.Equal(("Worse.", 0.5, FindingSeverity.Critical), (finding.Message, finding.Confidence, finding.Severity));
        Assert.Equal((FailureMode.NetworkJitter, Layer.MetadataService), (finding.FailureMode, finding.Layer));
        Assert.Equal([1, 2], finding.Subjects.Select(subject => subject.Rank));
        Assert.Equal("mean", Assert.Single(finding.Evidence).Statistic);
        Assert.Equal(["a"], finding.MissingInputs);
        Assert.Equal(MitigationKind.DrainNode, Assert.Single(finding.Mitigations).Kind);
    }

    [Theory]
    [InlineData(null, null, FindingSeverity.Error)]
    [InlineData(FindingSeverity.Info, null, FindingSeverity.Info)]
    [InlineData(FindingSeverity.Info, FindingSeverity.Critical, FindingSeverity.Critical)]
    [InlineData(null, FindingSeverity.Warning, FindingSeverity.Warning)]
    public void Configuration_goes_over_draft_goes_over_default(
        FindingSeverity? draft, FindingSeverity? configured, FindingSeverity expected)
    {
        using DiagnosticEngine engine = Build(options => options.Severity = configured);

        Report(engine, 1, Draft() with { Severity = draft });

        Assert.Equal(expected, Assert.Single(engine.ActiveFindings).Severity);
    }

    [Fact]
    public void Job_subjects_and_discriminator_tell_findings_apart()
    {
        using DiagnosticEngine engine = Build();
        FindingDraft rank1 = Draft() with { Subjects = [new Subject { Rank = 1 }] };

        Report(
            engine,
            1,
            Draft(),
            Draft(job: "other"),
            rank1,
            rank1 with { Subjects = [new Subject { Rank = 2 }] },
            rank1 with { Subjects = [new Subject { Rank = 1, Node = "a" }] },
            rank1 with { Discriminator = "mine" });

        Assert.Equal(6, engine.ActiveFindings.Length);
    }

    [Fact]
    public void One_condition_reported_twice_in_a_run_is_one_finding()
    {
        using DiagnosticEngine engine = Build();

        Report(engine, 1, Draft(message: "First.", start: 3, end: 4), Draft(message: "Second.", start: 1, end: 2));

        Finding finding = Assert.Single(engine.ActiveFindings);
        Assert.Equal(("Second.", At(1), At(4), 1), (finding.Message, finding.StartUnixNanoseconds, finding.EndUnixNanoseconds, finding.Occurrences));
    }

    [Fact]
    public void The_start_reaches_back_to_the_first_of_the_runs_before_it_opened()
    {
        using DiagnosticEngine engine = Build(options => options.OpenAfter = 3);

        Report(engine, 1, Draft(start: 1, end: 1));
        Report(engine, 2, Draft(start: 2, end: 2));
        Assert.Empty(engine.Findings);
        Report(engine, 3, Draft(start: 3, end: 3));

        Finding finding = Assert.Single(engine.ActiveFindings);
        Assert.Equal((At(1), At(3), 3), (finding.StartUnixNanoseconds, finding.DetectedUnixNanoseconds, finding.Occurrences));
    }

    [Fact]
    public void A_candidate_that_misses_once_begins_anew()
    {
        using DiagnosticEngine engine = Build(options => options.OpenAfter = 2);

        Report(engine, 1, Draft(start: 1, end: 1));
        Report(engine, 2);
        Report(engine, 3, Draft(start: 3, end: 3));
        Assert.Empty(engine.Findings);
        Report(engine, 4, Draft(start: 4, end: 4));

        Assert.Equal(At(3), Assert.Single(engine.ActiveFindings).StartUnixNanoseconds);
    }

    [Fact]
    public void A_rule_may_follow_so_many_conditions_and_no_more_but_those_it_follows_never_lose_their_place()
    {
        using DiagnosticEngine engine = Build(options => options.MaxFindings = 2);

        Report(engine, 1, Draft(discriminator: "a"), Draft(discriminator: "b"), Draft(discriminator: "c"));
        Report(engine, 2, Draft(discriminator: "c"), Draft(discriminator: "b"), Draft(discriminator: "a"));
        Report(engine, 3, Draft(discriminator: "c"), Draft(discriminator: "b"));
        Report(engine, 4, Draft(discriminator: "c"), Draft(discriminator: "b"));

        Assert.Equal(
            [("a", FindingState.Resolved, 2), ("b", FindingState.Ongoing, 4), ("c", FindingState.Opened, 1)],
            engine.Findings.Select(finding => (finding.Key.Discriminator, finding.State, finding.Occurrences)));
        Assert.Equal(3, engine.StatusOf("T1").DroppedReports);
    }

    [Fact]
    public void Beyond_the_bound_the_resolved_finding_that_opened_first_is_dropped_and_counted()
    {
        using DiagnosticEngine engine = Build(_ => { }, maxKept: 3);

        Report(engine, 1, Draft(discriminator: "stays"), Draft(discriminator: "a"));
        Report(engine, 2, Draft(discriminator: "stays"), Draft(discriminator: "b"));
        Report(engine, 3, Draft(discriminator: "stays"), Draft(discriminator: "c"));
        Report(engine, 4, Draft(discriminator: "stays"), Draft(discriminator: "d"));

        Assert.Equal(["stays", "c", "d"], engine.Findings.Select(finding => finding.Key.Discriminator));
        Assert.Equal(["stays", "d"], engine.ActiveFindings.Select(finding => finding.Key.Discriminator));
        Assert.Equal(2, engine.FindingsDropped);
    }

    [Fact]
    public void Findings_that_hold_are_never_dropped()
    {
        using DiagnosticEngine engine = Build(_ => { }, maxKept: 1);

        Report(engine, 1, Draft(discriminator: "a"), Draft(discriminator: "b"), Draft(discriminator: "c"));
        Assert.Equal(3, engine.Findings.Length);
        Report(engine, 2);
        Assert.Equal(["c"], engine.Findings.Select(finding => finding.Key.Discriminator));
        Report(engine, 3, Draft(discriminator: "d"));
        Assert.Equal(["d"], engine.Findings.Select(finding => finding.Key.Discriminator));
        Assert.Equal(3, engine.FindingsDropped);
    }

    [Fact]
    public void A_snapshot_once_taken_does_not_change()
    {
        using DiagnosticEngine engine = Build();
        Report(engine, 1, Draft());
        var taken = engine.Findings;

        Report(engine, 2);

        Assert.Equal(FindingState.Opened, Assert.Single(taken).State);
        Assert.Equal(FindingState.Resolved, Assert.Single(engine.Findings).State);
        Assert.Empty(engine.ActiveFindings);
    }

    private DiagnosticEngine Build(Action<RuleExecutionOptions>? configure = null, int maxKept = 1_000)
    {
        DiagnosticEngineBuilder builder = Builder().AddRule("T1", context =>
        {
            foreach (FindingDraft report in _reports)
                context.Report(report);
        });
        builder.Options.MaxFindingsKept = maxKept;
        return builder.ConfigureRule("T1", configure ?? (static _ => { })).Build();
    }

    private void Report(DiagnosticEngine engine, double second, params FindingDraft[] drafts)
    {
        _reports.Clear();
        _reports.AddRange(drafts);
        Assert.Empty(engine.Run(second).Failures);
    }
}
