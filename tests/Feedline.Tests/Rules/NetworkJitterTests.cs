using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

public sealed class NetworkJitterTests
{
    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public void Finds_it_in_time_and_sees_its_end(int world, double step, bool isStrong)
    {
        SyntheticRun run = Shapes.Run(world, step, FaultKind.Jitter, isStrong ? 3 : 0.5, world - 1);

        Outcome outcome = Outcome.Of(run).Shows(run);

        Assert.All(outcome.Findings, static finding => Assert.Equal(FindingState.Resolved, finding.State));
    }

    [Fact]
    public void A_fabric_that_is_slow_for_all_is_nobodys_link()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Jitter, 1);

        Outcome.Of(run).Shows(run);
    }

    [Fact]
    public void Names_the_counters_it_has_not()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Jitter, 1, 2) with { Without = [SignalNames.TcpRetransmits, SignalNames.NetworkIo] };

        Finding finding = Outcome.Of(run).Shows(run, run.Faults[0]);

        Assert.Equal([SignalNames.TcpRetransmits, SignalNames.NetworkIo], finding.MissingInputs);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Without_collective_times_counters_that_rise_with_the_step_tell_but_name_nobody(int world)
    {
        SyntheticRun run = Shapes.Run(world, 0.08, FaultKind.Jitter, 1, 1) with { Without = [SignalNames.CollectiveDuration] };

        Finding finding = Assert.Single(Outcome.Of(run).Alarms);

        Assert.Equal(FailureMode.NetworkJitter, finding.FailureMode);
        Assert.Empty(finding.Subjects);
        Assert.Equal(0.6, finding.Confidence);
        Assert.Equal([SignalNames.CollectiveDuration], finding.MissingInputs);
        Assert.Contains(finding.Evidence, static evidence => evidence.Unit == "{segment}/s" && evidence.Observed > 2 * evidence.Expected);
        Assert.InRange(UnixTime.ToSeconds(finding.StartUnixNanoseconds - SyntheticRun.At(run.Faults[0].From)), -1, 1);
        Assert.InRange(UnixTime.ToSeconds(finding.DetectedUnixNanoseconds - SyntheticRun.At(run.Faults[0].From)), 0, 6);
    }

    [Theory]
    [InlineData(SignalNames.TcpRetransmits)]
    [InlineData(SignalNames.ComputeDuration)]
    public void Abstains_without_collective_times_and_counters_or_compute_times(string signal)
    {
        SyntheticRun run = Shapes.Run(FaultKind.Jitter, 1, 2) with { Without = [SignalNames.CollectiveDuration, signal] };

        Outcome.Of(run).IsSilent();
    }

    [Theory]
    [InlineData(nameof(FaultKind.Straggler))]
    [InlineData(nameof(FaultKind.DatasetSlow))]
    [InlineData(nameof(FaultKind.Crash))]
    [InlineData(nameof(FaultKind.HangBusy))]
    public void Without_collective_times_no_other_fault_is_taken_for_the_fabric(string kind)
    {
        SyntheticRun run = Shapes.Run(Enum.Parse<FaultKind>(kind), 1, 2) with { Without = [SignalNames.CollectiveDuration], CheckpointEvery = 40 };

        Assert.DoesNotContain(Outcome.Of(run).Findings, static finding => finding.Layer == Layer.Fabric);
    }

    [Fact]
    public void A_straggler_does_not_make_the_fabric_slow()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Straggler, 1, 1);

        Assert.DoesNotContain(Outcome.Of(run).Findings, static finding => finding.Layer == Layer.Fabric);
    }

    [Fact]
    public void Clocks_that_disagree_and_drift_do_not_move_the_blame()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Jitter, 1, 2) with { Skew = [0.8, -0.5, 0, 1.2], DriftPpm = 20 };
        run = run with { Faults = [run.Faults[0]] };

        Outcome.Of(run).Shows(run);
    }

    [Fact]
    public void Samples_that_get_lost_hide_nothing_in_a_large_job()
    {
        // Of 64 ranks hardly a step has the sample of each.
        SyntheticRun run = Shapes.Run(64, 0.08, FaultKind.Jitter, 1, 7) with { Lost = 0.03 };

        Outcome.Of(run).Shows(run);
    }
}
