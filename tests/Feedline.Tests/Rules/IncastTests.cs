using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

public sealed class IncastTests
{
    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public void Finds_it_in_time_and_sees_its_end(int world, double step, bool isStrong)
    {
        Assert.SkipWhen(world == 2, "Of two ranks, one sends to one.");
        SyntheticRun run = Shapes.Run(world, step, FaultKind.Incast, isStrong ? 6 : 1, 0);

        Outcome outcome = Outcome.Of(run).Shows(run);

        Assert.All(outcome.Findings, static finding => Assert.Equal(FindingState.Resolved, finding.State));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Without_collective_times_the_bytes_still_tell_but_name_nobody(int world)
    {
        SyntheticRun run = Shapes.Run(world, 0.08, FaultKind.Incast, 2, 0) with { Without = [SignalNames.CollectiveDuration] };

        Finding finding = Assert.Single(Outcome.Of(run).Job.Diagnoses).Root;

        Assert.Equal(FailureMode.Incast, finding.FailureMode);
        Assert.Empty(finding.Subjects);
        Assert.Equal(0.6, finding.Confidence);
        Assert.Equal([SignalNames.CollectiveDuration], finding.MissingInputs);
        Assert.Contains(finding.Evidence, static evidence => evidence.Unit == "1" && evidence.Observed > 0.25);
        Assert.InRange(UnixTime.ToSeconds(finding.StartUnixNanoseconds - SyntheticRun.At(run.Faults[0].From)), -1, 1);
    }

    [Fact]
    public void Without_collective_and_compute_times_the_status_says_what_would_do()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Incast, 2, 0) with { Without = [SignalNames.CollectiveDuration, SignalNames.ComputeDuration] };

        Outcome outcome = Outcome.Of(run);

        Assert.Equal(
            [SignalNames.CollectiveDuration + "|" + SignalNames.ComputeDuration],
            outcome.Rules.Single(static rule => rule.RuleId == "FL2002").MissingSignals);
    }

    [Fact]
    public void Without_bytes_it_is_a_slow_fabric()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Incast, 2, 0) with { Without = [SignalNames.NetworkIo] };
        SyntheticRun seen = run with { Faults = [run.Faults[0] with { Kind = FaultKind.Jitter }] };

        Outcome outcome = Outcome.Of(run).Shows(seen);

        Assert.Contains(SignalNames.NetworkIo, outcome.Alarms.Single().MissingInputs);
    }

    [Fact]
    public void A_job_that_always_sends_unevenly_has_none()
    {
        // A parameter server sends more than its clients, fault or not: only the change counts.
        SyntheticRun run = Shapes.Run(FaultKind.Jitter, 1, 2);
        using SyntheticRecording recording = run.Record();

        Outcome outcome = Outcome.Of(recording.Select((key, sample) =>
            key.Signal.Name == SignalNames.NetworkIo && key.Rank == 1 ? sample with { Value = 3 * sample.Value } : sample));

        Assert.Equal([FailureMode.NetworkJitter], outcome.Alarms.Select(static finding => finding.FailureMode));
    }
}
