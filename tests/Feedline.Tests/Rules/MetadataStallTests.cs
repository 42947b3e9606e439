using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

public sealed class MetadataStallTests
{
    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public void Finds_it_in_time_and_sees_its_end(int world, double step, bool isStrong)
    {
        SyntheticRun run = Shapes.Run(world, step, FaultKind.MetadataSlow, isStrong ? 2 : 0.3);

        Outcome outcome = Outcome.Of(run).Shows(run);

        Assert.All(outcome.Findings, static finding => Assert.Equal(FindingState.Resolved, finding.State));
    }

    [Fact]
    public void Is_not_told_from_slow_reads_without_storage_times()
    {
        SyntheticRun run = Shapes.Run(FaultKind.MetadataSlow, 1) with { Without = [SignalNames.StorageOperationDuration] };

        Outcome outcome = Outcome.Of(run);

        Assert.DoesNotContain(outcome.Findings, static finding => finding.FailureMode == FailureMode.MetadataStall);
        RuleStatus status = Assert.Single(outcome.Rules, static rule => rule.RuleId == "FL5001");
        Assert.Equal([SignalNames.StorageOperationDuration], status.MissingSignals);
    }

    [Fact]
    public void Slow_reads_with_healthy_metadata_are_none()
    {
        SyntheticRun run = Shapes.Run(FaultKind.DatasetSlow, 1);

        Assert.DoesNotContain(Outcome.Of(run).Findings, static finding => finding.FailureMode == FailureMode.MetadataStall);
    }

    [Fact]
    public void Slow_reads_and_slow_metadata_at_once_are_both_found()
    {
        SyntheticRun run = Shapes.Run(FaultKind.MetadataSlow, 1);
        run = run with { Faults = [run.Faults[0], run.Faults[0] with { Kind = FaultKind.DatasetSlow }] };

        Outcome.Of(run).Shows(run);
    }

    [Fact]
    public void Without_waits_the_operations_tell_and_name_the_rank()
    {
        SyntheticRun run = Shapes.Run(FaultKind.MetadataSlow, 1, 2) with { Without = [SignalNames.DataWaitDuration] };

        Finding finding = Outcome.Of(run).Shows(run, run.Faults[0]);

        Assert.Equal([SignalNames.DataWaitDuration], finding.MissingInputs);
    }

    [Fact]
    public void Without_waits_operations_that_run_ahead_of_the_step_are_none()
    {
        // Opens take longer, but a loader hides it: steps are as fast as before.
        SyntheticRun run = Shapes.Run(FaultKind.MetadataSlow, 0) with { Without = [SignalNames.DataWaitDuration] };
        using SyntheticRecording recording = run.Record();

        Outcome.Of(recording.Select((key, sample) =>
            key.Signal.Name == SignalNames.StorageOperationDuration && run.Faults[0].IsOn(UnixTime.ToSeconds(sample.Time - SyntheticRun.At(0)))
                ? sample with { Value = sample.Value + 0.05 }
                : sample)).IsSilent();
    }
}
