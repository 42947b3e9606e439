using System.Collections.Immutable;
using Feedline.MachineLearning.Classification;
using Feedline.Tests.Replay;

namespace Feedline.MachineLearning.Tests.Classification;

public sealed class FailureModeRuleTests
{
    public static TheoryData<string> Kinds => ["", .. new[] { FaultKind.CheckpointStall, FaultKind.DatasetSlow, FaultKind.Straggler, FaultKind.Jitter, FaultKind.HangSilent, FaultKind.Corruption, FaultKind.Crash }.Select(kind => kind.ToString())];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_takes_nothing_away_from_other_rules(string kind)
    {
        SyntheticRun run = Windows.Run(kind.Length > 0 ? Enum.Parse<FaultKind>(kind) : null);
        ImmutableArray<Finding> without = Findings(run, classifier: false);
        ImmutableArray<Finding> with = [.. Findings(run, classifier: true).Where(finding => finding.Rule.Id != FailureModeRule.Id)];

        Assert.Equal(without.Length, with.Length);
        foreach ((Finding before, Finding after) in without.Zip(with))
        {
            Assert.Equal(
                before with { Confidence = 1, Evidence = [], Key = after.Key, Subjects = [], MissingInputs = [], Mitigations = [] },
                after with { Confidence = 1, Evidence = [], Subjects = [], MissingInputs = [], Mitigations = [] });
            Assert.InRange(after.Confidence, before.Confidence, Math.Max(0.97, before.Confidence));
            Assert.Equal(before.Evidence, after.Evidence.Take(before.Evidence.Length));
        }
    }

    [Fact]
    public void With_all_signals_it_names_nothing()
    {
        foreach (FaultKind kind in (FaultKind[])[FaultKind.DatasetSlow, FaultKind.Straggler, FaultKind.Crash])
            Assert.DoesNotContain(Findings(Windows.Run(kind), classifier: true), finding => finding.Rule.Id == FailureModeRule.Id);
    }

    [Fact]
    public void A_finding_it_agrees_with_becomes_surer_and_says_why()
    {
        SyntheticRun run = Windows.Run(FaultKind.Jitter) with { Without = [SignalNames.NetworkIo, SignalNames.TcpRetransmits] };
        Finding without = Findings(run, classifier: false).Single(finding => finding.FailureMode == FailureMode.NetworkJitter);
        Finding with = Findings(run, classifier: true).Single(finding => finding.FailureMode == FailureMode.NetworkJitter && finding.Rule.Id != FailureModeRule.Id);

        Assert.True(with.Confidence > without.Confidence);
        Evidence evidence = with.Evidence[^1];
        Assert.Equal("classifier's probability of network-jitter", evidence.Statistic);
        Assert.InRange(evidence.Observed, 0.8, 1);
    }

    [Fact]
    public void A_quiet_run_has_no_finding_whatever_is_missing()
    {
        foreach (string signal in (string[])["", SignalNames.CollectiveDuration, SignalNames.StorageOperationDuration, SignalNames.GpuUtilization, SignalNames.SchedulerWorkersRunning])
        {
            SyntheticRun run = Windows.Run(null) with { Without = [signal], Noise = 1.5 };

            Assert.DoesNotContain(Findings(run, classifier: true), finding => finding.Severity > FindingSeverity.Info);
        }
    }

    [Fact]
    public void Of_a_job_of_one_rank_it_says_nothing() =>
        Assert.DoesNotContain(
            Findings(Windows.Run(FaultKind.DatasetSlow) with { World = 1 }, classifier: true), finding => finding.Rule.Id == FailureModeRule.Id);

    private static ImmutableArray<Finding> Findings(SyntheticRun run, bool classifier)
    {
        using SyntheticRecording recording = run.Record();
        var builder = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } };
        if (classifier)
            builder.AddFailureModeClassifier();

        using DiagnosticEngine engine = builder.Build();
        RecordingReplay.Run(engine, recording, cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(engine.GetRuleStatus(), rule => Assert.Equal(0, rule.Failures));
        return engine.Findings;
    }
}
