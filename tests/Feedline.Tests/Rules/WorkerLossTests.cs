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
        Assert.Equal([signal], finding.MissingInputs);
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
        Assert.Equal(2, finding.MissingInputs.Length);
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
}
