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

    [Theory]
    [InlineData(2, 0.08, SignalNames.Heartbeat)]
    [InlineData(4, 0.08, SignalNames.Heartbeat)]
    [InlineData(4, 0.08, SignalNames.CollectiveSequence)]
    [InlineData(8, 1, SignalNames.Heartbeat)]
    [InlineData(64, 0.08, SignalNames.CollectiveSequence)]
    public void Names_the_rank_that_has_counted_least(int world, double step, string other)
    {
        // Without utilisation nobody is seen to be alone at work.
        SyntheticRun run = Shapes.Run(world, step, FaultKind.HangBusy, 1, world / 2) with
        {
            CountsProgress = true,
            Without = [SignalNames.GpuUtilization, other],
        };

        Finding finding = Outcome.Of(run).Shows(run, run.Faults[0]);

        string unit = other == SignalNames.Heartbeat ? "{collective}" : "{beat}";
        Evidence behind = Assert.Single(finding.Evidence, evidence => evidence.Unit == unit);
        Assert.Equal(1, behind.Expected - behind.Observed);
        Assert.True(finding.Confidence > 0.8);
    }

    [Fact]
    public void A_rank_that_waits_in_another_group_is_not_to_blame()
    {
        // Rank 3 waits for rank 2 in the collective of their pair, and all others for both.
        SyntheticRun run = Shapes.Run(8, 0.08, FaultKind.HangBusy, 1, 2) with
        {
            CountsProgress = true,
            HasPairs = true,
            Without = [SignalNames.GpuUtilization, SignalNames.Heartbeat],
        };

        Outcome.Of(run).Shows(run);
    }

    [Fact]
    public void Counts_that_began_at_different_numbers_blame_nobody()
    {
        SyntheticRun run = Shapes.Run(FaultKind.HangAlike, 1) with { CountsProgress = true, Without = [SignalNames.GpuUtilization] };
        run = Longer(run, 30);
        using SyntheticRecording recording = run.Record();

        Outcome outcome = Outcome.Of(recording.Select((key, sample) =>
            key.Rank == 1 && key.Signal.Name is SignalNames.CollectiveSequence or SignalNames.Heartbeat ? sample with { Value = sample.Value + 1000 } : sample));

        Assert.All(outcome.Alarms, static finding => Assert.Empty(finding.Subjects));
    }

    [Fact]
    public void Where_all_are_at_the_same_collective_nobody_is_named_but_it_is_known_sooner()
    {
        SyntheticRun run = Longer(Shapes.Run(4, 5, FaultKind.HangAlike, 1), 300) with { CountsProgress = true, EvaluationEvery = 10, EvaluationSeconds = 6 };

        Outcome outcome = Outcome.Of(run);

        Finding finding = Assert.Single(outcome.Alarms);
        Assert.Equal(FailureMode.Hang, finding.FailureMode);
        Assert.Empty(finding.Subjects);
        Assert.Empty(finding.MissingInputs);
        Assert.Equal(0.75, finding.Confidence);
        Assert.InRange(UnixTime.ToSeconds(finding.DetectedUnixNanoseconds - SyntheticRun.At(run.Faults[0].From)), 0, 200);
    }

    [Fact]
    public void Where_steps_are_long_counts_tell_within_seconds()
    {
        // A step of half a minute, twelve of which are six minutes.
        SyntheticRun run = Shapes.Run(4, 30, FaultKind.HangBusy, 1, 3) with { CountsProgress = true, HeartbeatSeconds = 1 };

        Finding finding = Outcome.Of(run).Shows(run, run.Faults[0]);

        Assert.InRange(UnixTime.ToSeconds(finding.DetectedUnixNanoseconds - SyntheticRun.At(run.Faults[0].From)), 0, 240);
    }

    [Theory]
    [InlineData(4, 0.08)]
    [InlineData(8, 1)]
    [InlineData(4, 10)]
    public void Counting_ranks_in_a_healthy_run_are_no_hang(int world, double step) => Outcome.Of(new SyntheticRun
    {
        World = world,
        StepSeconds = step,
        Seconds = Math.Max(300 * step, 30),
        HeartbeatSeconds = Math.Max(0.2, step / 10),
        CountsProgress = true,
        HasPairs = true,
        CheckpointEvery = 40,
        CheckpointSeconds = 3 * step,
        EvaluationEvery = 90,
        EvaluationSeconds = 20 * step,
        HasHeavyTails = true,
    }).IsSilent();

    [Fact]
    public void Says_which_counts_it_lacks_where_it_names_nobody()
    {
        SyntheticRun run = Longer(Shapes.Run(FaultKind.HangAlike, 1), 20);

        Assert.Equal([SignalNames.CollectiveSequence, SignalNames.Heartbeat], Assert.Single(Outcome.Of(run).Alarms).MissingInputs);
    }

    [Fact]
    public void An_evaluation_that_is_due_does_not_explain_a_pause_of_any_length()
    {
        SyntheticRun run = Longer(Shapes.Run(FaultKind.HangBusy, 1, 2), 60) with { EvaluationEvery = 40, EvaluationSeconds = 1 };
        double from = run.Record().Steps.Last(step => step.Number % 40 == 0 && step.End < run.Faults[0].From).Start;
        run = run with { Faults = [run.Faults[0] with { From = from + 0.01 }] };

        Finding finding = Assert.Single(Outcome.Of(run).Alarms);

        Assert.Equal(FailureMode.Hang, finding.FailureMode);
        Assert.Equal(2, Assert.Single(finding.Subjects).Rank);
        Assert.InRange(UnixTime.ToSeconds(finding.DetectedUnixNanoseconds - SyntheticRun.At(from)), 0, 12);
    }

    [Fact]
    public void Clocks_further_apart_than_thirty_steps_hide_no_hang()
    {
        SyntheticRun run = Shapes.Run(4, 0.02, FaultKind.HangSilent, 1, 1) with { Skew = [0.9, 0, -0.9, 0.3] };

        Assert.Equal([1], Assert.Single(Outcome.Of(run).Alarms).Subjects.Select(static subject => subject.Rank!.Value));
    }

    [Theory]
    [InlineData(3, false, false)]
    [InlineData(3, false, true)]
    [InlineData(6, true, false)]
    [InlineData(25, false, true)]
    [InlineData(25, true, true)]
    public void A_first_checkpoint_of_one_rank_alone_is_no_hang(double seconds, bool counts, bool writes)
    {
        // With 80 ms a step, 37 to 300 steps: far more than a rank may be behind, and there was no checkpoint to learn from.
        foreach (string without in (string[])["", SignalNames.GpuUtilization])
        {
            SyntheticRun run = new()
            {
                Seconds = 80,
                SavesAloneAfter = 400,
                SaveSeconds = seconds,
                CountsProgress = counts,
                CountsWrites = writes,
                Without = [without],
            };

            Outcome.Of(run).IsSilent();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_rank_that_might_save_is_found_to_hang_where_it_works_or_does_not_write(bool writes)
    {
        SyntheticRun run = Shapes.Run(FaultKind.HangBusy, 1, 0) with
        {
            CountsProgress = true,
            CountsWrites = writes,
            Without = writes ? [SignalNames.GpuUtilization] : [],
        };

        Outcome.Of(run).Shows(run);
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
