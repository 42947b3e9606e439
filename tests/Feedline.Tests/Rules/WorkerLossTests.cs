using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

public sealed class WorkerLossTests
{
    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public void Finds_it_in_time_and_sees_its_end(int world, double step, bool isStrong)
    {
        SyntheticRun run = Shapes.Run(world, step, FaultKind.Crash, 1, isStrong ? world - 1 : 0) with { CheckpointEvery = 30 };

        Outcome outcome = Outcome.Of(run).Shows(run);

        Assert.All(outcome.Alarms, static finding => Assert.Equal(FindingState.Resolved, finding.State));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Is_told_once(bool forGood)
    {
        SyntheticRun run = Shapes.Run(forGood ? FaultKind.LeaveForGood : FaultKind.Crash, 1, 2) with { CheckpointEvery = 50, Seconds = 60 };

        Outcome.Of(run).Shows(run);
    }

    [Theory]
    [InlineData(SignalNames.SchedulerWorkersRunning)]
    [InlineData(SignalNames.SchedulerWorkerRestarts)]
    public void Finds_it_with_one_signal_less_and_says_which(string signal)
    {
        SyntheticRun run = Shapes.Run(FaultKind.Crash, 1, 2) with { CheckpointEvery = 50, Seconds = 60, Without = [signal] };

        Outcome outcome = Outcome.Of(run);

        Finding finding = Assert.Single(outcome.Alarms);
        Assert.Equal(FailureMode.WorkerLoss, finding.FailureMode);
        Assert.Equal([signal, SignalNames.SchedulerWorkerExitCode], finding.MissingInputs);
    }

    [Theory]
    [InlineData(137, "killed first, by signal 9")]
    [InlineData(-9, "killed first, by signal 9")]
    [InlineData(1, "ended first, with exit code 1")]
    public void The_worker_that_ended_first_is_named_by_exit_codes(double code, string words)
    {
        // The launcher kills the others, a quarter of a second later.
        SyntheticRun run = Shapes.Run(FaultKind.Crash, 1, 2) with { CheckpointEvery = 50, Seconds = 60 };
        using SyntheticRecording recording = Told(run, SignalNames.SchedulerWorkerExitCode, rank =>
            (run.Faults[0].From + (rank == 2 ? 0.01 : 0.25), rank == 2 ? code : -9));

        Finding finding = Assert.Single(Outcome.Of(recording).Alarms);

        Assert.Equal(2, Assert.Single(finding.Subjects).Rank);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.Empty(finding.MissingInputs);
    }

    [Fact]
    public void Exit_codes_that_are_all_of_one_time_name_nobody()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Crash, 1, 2) with { CheckpointEvery = 50, Seconds = 60 };
        using SyntheticRecording recording = Told(run, SignalNames.SchedulerWorkerExitCode, _ => (run.Faults[0].From, -9));

        Assert.Empty(Assert.Single(Outcome.Of(recording).Alarms).Subjects);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Restarts_that_are_counted_by_rank_name_the_rank_unless_it_is_all_of_them(bool isOne)
    {
        SyntheticRun run = Shapes.Run(FaultKind.Crash, 1, 2) with { CheckpointEvery = 50, Seconds = 60 };
        using SyntheticRecording recording = Told(run, SignalNames.SchedulerWorkerRestarts, rank =>
            (run.Faults[0].From + 6, isOne && rank != 1 ? 0 : 1));

        Finding finding = Assert.Single(Outcome.Of(recording).Alarms);

        Assert.Equal(isOne ? [1] : [], finding.Subjects.Select(static subject => subject.Rank!.Value));
        Assert.Equal(1, finding.Evidence.Single(static evidence => evidence.Statistic == "restarts").Observed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rank_that_falls_silent_while_the_others_live_on_is_named(bool hasClocks)
    {
        // The launcher needs six seconds to see it, in which the others wait in the collective.
        SyntheticRun run = Shapes.Run(8, 0.08, FaultKind.Crash, 1, 3) with { CheckpointEvery = 50, Seconds = 60 };
        run = run with
        {
            Faults = [new SyntheticFault(FaultKind.HangSilent, 20, 26) { Ranks = [3] }, run.Faults[0] with { From = 26, To = 34 }],
            Skew = [0, 1, -1, 0.5, 0, 0, -1.5, 0],
            Without = hasClocks ? [] : [SignalNames.CollectiveDuration],
        };
        using SyntheticRecording recording = run.Record();

        Outcome outcome = Outcome.Of(recording.Select((key, sample) =>
            key.Signal.Name == SignalNames.SchedulerWorkersRunning && sample.Time > SyntheticRun.At(20.1) && sample.Time < SyntheticRun.At(26)
                ? sample with { Value = 7 }
                : sample));

        Finding finding = Assert.Single(outcome.Alarms, static finding => finding.FailureMode == FailureMode.WorkerLoss);
        Assert.Equal(hasClocks ? [3] : [], finding.Subjects.Select(static subject => subject.Rank!.Value));
        Assert.Equal(hasClocks ? [] : [SignalNames.SchedulerWorkerExitCode], finding.MissingInputs);
    }

    [Fact]
    public void Telemetry_that_ends_at_times_spread_over_its_interval_names_nobody()
    {
        int named = 0;
        for (int seed = 1; seed <= 40; seed++)
        {
            SyntheticRun run = Shapes.Run(seed % 2 == 0 ? 4 : 12, 0.08, FaultKind.Crash, 1, 2) with { Seed = seed, CheckpointEvery = 50, Seconds = 30 };
            named += Assert.Single(Outcome.Of(run).Alarms).Subjects.Length;
        }

        Assert.Equal(0, named);
    }

    [Fact]
    public void Losses_that_come_before_the_last_is_made_good_are_one_storm()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Crash, 1, 2);
        run = run with
        {
            CheckpointEvery = 20,
            Seconds = 110,
            Faults = [.. new[] { 20.0, 32, 44, 56 }.Select(from => new SyntheticFault(FaultKind.Crash, from, from + 8) { Ranks = [1] })],
        };

        Outcome outcome = Outcome.Of(run);
        Finding[] alarms = [.. outcome.Alarms.OrderBy(static finding => finding.StartUnixNanoseconds)];
        Assert.True(alarms.Length == 2, outcome.ToText());

        Assert.Equal([FailureMode.WorkerLoss, FailureMode.WorkerLoss], alarms.Select(static finding => finding.FailureMode));
        Assert.All(alarms, static finding => Assert.Equal(FindingState.Resolved, finding.State));
        Assert.Equal(FindingSeverity.Critical, alarms[1].Severity);
        Assert.Contains("again 3 times", alarms[1].Message, StringComparison.Ordinal);
        Assert.InRange(alarms[1].StartUnixNanoseconds, SyntheticRun.At(31.5), SyntheticRun.At(33));
        Assert.InRange(alarms[1].EndUnixNanoseconds, SyntheticRun.At(63), SyntheticRun.At(66));
        Assert.Equal(3, alarms[1].Evidence.Single(static evidence => evidence.Statistic == "restarts").Observed);
    }

    [Fact]
    public void Without_a_scheduler_the_step_numbers_tell()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Crash, 1, 2) with
        {
            CheckpointEvery = 50,
            Seconds = 60,
            Without = [SignalNames.SchedulerWorkersRunning, SignalNames.SchedulerWorkerRestarts],
        };

        Finding finding = Assert.Single(Outcome.Of(run).Alarms);
        Assert.Equal(FailureMode.WorkerLoss, finding.FailureMode);
        Assert.Equal(3, finding.MissingInputs.Length);
    }

    [Fact]
    public void Crashes_in_a_row_are_each_found()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Crash, 1, 2);
        run = run with
        {
            CheckpointEvery = 50,
            Seconds = 90,
            Faults = [.. new[] { 20.0, 40, 60 }.Select(from => new SyntheticFault(FaultKind.Crash, from, from + 8) { Ranks = [1] })],
        };

        Outcome.Of(run).Shows(run);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(15)]
    public void A_scheduler_that_counts_seldom_makes_one_loss_of_one(double every)
    {
        SyntheticRun run = Shapes.Run(FaultKind.Crash, 1, 2) with { CheckpointEvery = 50, Seconds = 120, ScheduleSeconds = every };

        Finding finding = Assert.Single(Outcome.Of(run).Alarms);

        Assert.Equal(FailureMode.WorkerLoss, finding.FailureMode);
        Assert.Equal(FindingState.Resolved, finding.State);
    }

    [Fact]
    public void A_hang_that_the_scheduler_ends_by_a_restart_is_the_cause_of_the_loss()
    {
        SyntheticRun run = Shapes.Run(FaultKind.HangBusy, 1, 2);
        SyntheticFault hang = run.Faults[0] with { From = 20, To = 32 };
        run = run with
        {
            CheckpointEvery = 50,
            Seconds = 60,
            Faults = [hang, new SyntheticFault(FaultKind.Crash, 32, 40) { Ranks = [0, 1, 2, 3] }],
        };

        Outcome outcome = Outcome.Of(run);

        Diagnosis[] roots = [.. outcome.Job.Diagnoses.Where(static diagnosis => diagnosis.Root.Severity > FindingSeverity.Info)];
        Assert.True(roots.Length == 1, outcome.ToText());
        Diagnosis root = roots[0];
        Assert.Equal(FailureMode.Hang, root.Root.FailureMode);
        Assert.Equal([FailureMode.WorkerLoss, FailureMode.SchedulerDelay], root.Effects.Select(static effect => effect.FailureMode));
        Assert.InRange(root.LostGpuSeconds, 4 * 18, 4 * 24);
    }

    [Fact]
    public void A_crash_before_the_first_step_has_a_start()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Crash, 1, 2);
        using SyntheticRecording recording = (run with { Faults = [] }).Record();

        // The scheduler restarts the job once before any rank is heard.
        Outcome outcome = Outcome.Of(recording.Select((key, sample) => key.Signal.Name == SignalNames.SchedulerWorkerRestarts
            ? sample with { Value = sample.Time > SyntheticRun.At(1) ? 1 : 0 }
            : sample));

        Assert.All(outcome.Findings, finding => Assert.InRange(finding.StartUnixNanoseconds, recording.FirstTime, recording.LastTime));
    }

    [Fact]
    public void The_end_of_a_job_is_none_above_info()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Jitter, 0, 0);
        using SyntheticRecording recording = run.Record();
        long end = recording.LastTime;
        int series = 0;
        recording.Select((key, sample) =>
        {
            series = key.Signal.Name == SignalNames.SchedulerWorkersRunning ? sample.Series : series;
            return null;
        });

        // The scheduler goes on for a minute after all workers have ended.
        using SyntheticRecording longer = recording.With(
            Enumerable.Range(1, 240).Select(i => new SyntheticSample(end + (i * UnixTime.FromSeconds(0.25)), series, 0)));

        Outcome.Of(longer).IsSilent();
    }

    [Fact]
    public void The_steps_to_repeat_are_those_since_the_checkpoint()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Crash, 1, 2) with { CheckpointEvery = 50, Seconds = 60, FlushSeconds = 0.01 };
        using SyntheticRecording recording = run.Record();
        int again = recording.Steps.Count(step => step.Attempt == 0) - (int)(recording.Steps.First(step => step.Attempt == 1).Number - 1);

        Finding finding = Assert.Single(Outcome.Of(recording).Alarms);

        Assert.Equal(again, finding.Evidence.Single(static evidence => evidence.Statistic == "steps to repeat").Observed);
    }

    /// <summary>The run, and what the scheduler tells of each rank.</summary>
    private static SyntheticRecording Told(SyntheticRun run, string signal, Func<int, (double Time, double Value)> tell)
    {
        var tape = new Tape();
        for (int rank = 0; rank < run.World; rank++)
        {
            (double time, double value) = tell(rank);
            int series = tape.Series(signal, [new Dimension(DimensionKeys.Job, run.Job), new Dimension(DimensionKeys.Rank, $"{rank}")]);
            if (signal == SignalNames.SchedulerWorkerRestarts)
                tape.Add(new SyntheticSample(SyntheticRun.At(1), series, 0));

            tape.Add(new SyntheticSample(SyntheticRun.At(time), series, value));
        }

        return SyntheticRecording.Merge(run.Record(), new SyntheticRecording(tape.All, tape.Samples, []));
    }
}
