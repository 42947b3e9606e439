using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

public sealed class HangTests
{
    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public void Finds_a_silent_rank_in_time_and_sees_its_end(int world, double step, bool isStrong) =>
        Finds(Shapes.Run(world, step, FaultKind.HangSilent, 1, isStrong ? world / 2 : 0));

    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public void Finds_a_rank_alone_at_work_in_time_and_sees_its_end(int world, double step, bool isStrong) =>
        Finds(Shapes.Run(world, step, FaultKind.HangBusy, 1, isStrong ? world / 2 : 0));

    [Theory]
    [InlineData(2, 0.02)]
    [InlineData(4, 0.08)]
    [InlineData(8, 1)]
    public void Finds_it_where_all_look_alike_and_names_nobody(int world, double step)
    {
        SyntheticRun run = Longer(Shapes.Run(world, step, FaultKind.HangAlike, 1), 140 * step);

        Finding finding = Assert.Single(Outcome.Of(run).Alarms);

        Assert.Equal(FailureMode.Hang, finding.FailureMode);
        Assert.Empty(finding.Subjects);
        Assert.Equal(FindingState.Resolved, finding.State);
        Assert.InRange(UnixTime.ToSeconds(finding.DetectedUnixNanoseconds - SyntheticRun.At(run.Faults[0].From)), 0, Math.Max(12, 110 * step));
    }

    [Fact]
    public void Finds_it_where_waiting_ranks_spin_and_count_as_busy()
    {
        // A collective of NCCL waits in a kernel: the GPU counts as busy, hung or not.
        SyntheticRun run = Longer(Shapes.Run(FaultKind.HangSpinning, 1), 120);

        Finding finding = Assert.Single(Outcome.Of(run).Alarms);

        Assert.Equal(FailureMode.Hang, finding.FailureMode);
        Assert.Empty(finding.Subjects);
    }

    [Fact]
    public void A_hang_that_never_ends_stays_open()
    {
        SyntheticRun run = Longer(Shapes.Run(FaultKind.HangBusy, 1, 2), 100);
        using SyntheticRecording whole = run.Record();
        long end = SyntheticRun.At(run.Faults[0].To - 5);

        Outcome outcome = Outcome.Of(whole.Select((_, sample) => sample.Time < end ? sample : null));

        Finding finding = Assert.Single(outcome.Alarms);
        Assert.Equal(FindingState.Ongoing, finding.State);
        Assert.Equal(2, Assert.Single(finding.Subjects).Rank);
    }

    [Theory]
    [InlineData(SignalNames.GpuUtilization)]
    [InlineData(SignalNames.SchedulerWorkersRunning)]
    public void Says_what_it_lacks(string signal)
    {
        SyntheticRun run = Shapes.Run(FaultKind.HangSilent, 1, 1) with { Without = [signal] };

        Finding finding = Outcome.Of(run).Shows(run, run.Faults[0]);

        Assert.Equal([signal], finding.MissingInputs);
    }

    [Fact]
    public void Without_any_heartbeat_nobody_is_named()
    {
        // Nothing is heard of any rank between two steps: a hang and the end of the telemetry look alike.
        SyntheticRun run = Longer(Shapes.Run(FaultKind.HangSilent, 1, 1), 30) with
        {
            Without = [SignalNames.GpuUtilization, SignalNames.NetworkIo, SignalNames.TcpRetransmits, SignalNames.ProcessDiskIo],
        };

        Assert.All(Outcome.Of(run).Alarms, static finding => Assert.Empty(finding.Subjects));
    }

    [Fact]
    public void A_scheduler_that_counts_pods_instead_of_ranks_does_not_hide_it()
    {
        SyntheticRun run = Shapes.Run(8, 0.08, FaultKind.HangSilent, 1, 3);
        using SyntheticRecording recording = run.Record();

        Outcome outcome = Outcome.Of(recording.Select((key, sample) =>
            key.Signal.Name == SignalNames.SchedulerWorkersRunning ? sample with { Value = sample.Value / 8 } : sample));

        outcome.Shows(run, run.Faults[0]);
    }

    [Fact]
    public void A_hang_after_a_rank_has_left_for_good_is_found()
    {
        SyntheticRun run = Shapes.Run(FaultKind.HangSilent, 1, 1);
        SyntheticFault hang = run.Faults[0];
        run = run with
        {
            CheckpointEvery = 50,
            Seconds = run.Seconds + 40,
            Faults = [new SyntheticFault(FaultKind.LeaveForGood, 15, 23) { Ranks = [3] }, hang with { From = 50, To = 58 }],
        };

        Outcome.Of(run).Shows(run);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_pause_of_the_telemetry_of_all_ranks_is_no_hang(int world)
    {
        SyntheticRun run = Shapes.Run(world, 0.08, FaultKind.Jitter, 0, 0) with { Seconds = 120 };
        using SyntheticRecording recording = run.Record();

        // The collector is away for a minute; then the ranks are heard again, one after the other.
        Outcome.Of(recording.Select((key, sample) =>
            sample.Time > SyntheticRun.At(30) && sample.Time < SyntheticRun.At(90 + (0.5 * (key.Rank ?? 0))) ? null : sample)).IsSilent();
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public void Telemetry_that_comes_in_batches_is_no_hang_and_hides_none(int world, bool hangs)
    {
        SyntheticRun run = Shapes.Run(world, 0.08, FaultKind.HangBusy, 1, 1);
        run = run with { Seconds = 200, Faults = hangs ? [run.Faults[0] with { From = 80, To = 160 }] : [] };
        using SyntheticRecording recording = run.Record();

        // Each rank sends what it has every ten seconds, at its own time.
        Outcome outcome = Outcome.Of(new BatchedRecording(recording, 10, 2.3));

        Assert.Equal(hangs ? [FailureMode.Hang] : [], outcome.Alarms.Select(static finding => finding.FailureMode));
        Assert.All(outcome.Alarms, static finding => Assert.Equal(1, Assert.Single(finding.Subjects).Rank));
    }

    [Fact]
    public void The_telemetry_of_one_rank_that_ends_while_steps_go_on_is_no_hang()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Jitter, 0, 0) with { Seconds = 60 };
        using SyntheticRecording recording = run.Record();

        Outcome.Of(recording.Select((key, sample) => key.Rank == 2 && sample.Time > SyntheticRun.At(30) ? null : sample)).IsSilent();
    }

    private static void Finds(SyntheticRun run)
    {
        Outcome outcome = Outcome.Of(run).Shows(run);

        Assert.All(outcome.Findings, static finding => Assert.Equal(FindingState.Resolved, finding.State));
    }

    private static SyntheticRun Longer(SyntheticRun run, double seconds) => run with
    {
        Seconds = run.Seconds + seconds,
        Faults = [run.Faults[0] with { To = run.Faults[0].To + seconds }],
    };
}
