using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

public sealed class SchedulerDelayTests
{
    private static readonly SyntheticRun Run = new() { Seed = 4, World = 4, StepSeconds = 0.08, Seconds = 30, CheckpointEvery = 50 };

    [Fact]
    public void A_gang_that_is_long_incomplete_keeps_gpus_idle()
    {
        Outcome outcome = Outcome.Of(After(
            Sampled(SignalNames.SchedulerWorkersDesired, -160, 30, static _ => 4),
            Sampled(SignalNames.SchedulerWorkersRunning, -160, 30, static time => time < -100 ? 0 : time < 0 ? 3 : 4)));

        Diagnosis diagnosis = Assert.Single(outcome.Job.Diagnoses);
        Finding finding = diagnosis.Root;
        Assert.Equal(FailureMode.SchedulerDelay, finding.FailureMode);
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.Equal(FindingState.Resolved, finding.State);
        Near(-160, finding.StartUnixNanoseconds, 1);
        Near(0, finding.EndUnixNanoseconds, 1);
        Assert.InRange(SyntheticTime(finding.DetectedUnixNanoseconds), -160, -140);
        Assert.Equal(100, Observed(finding, "of it with some of the workers"), 1.0);
        Assert.Equal(300, Observed(finding, "time of workers that waited for the others"), 4.0);
        Assert.Equal(4 * 160, diagnosis.LostGpuSeconds, 8.0);
        LedgerLoss loss = Assert.Single(outcome.Job.Ledger.Losses, static loss => loss.Cause == "scheduler-delay");
        Assert.Equal([LossCategory.Scheduling], loss.Parts.Select(static part => part.Category));
    }

    [Fact]
    public void To_wait_in_a_queue_is_worth_knowing_only()
    {
        Outcome outcome = Outcome.Of(After(
            Sampled(SignalNames.SchedulerWorkersDesired, -160, 30, static _ => 4),
            Sampled(SignalNames.SchedulerWorkersRunning, -160, 30, static time => time < 0 ? 0 : 4)));

        Finding finding = Assert.Single(outcome.Findings);
        Assert.Equal(FindingSeverity.Info, finding.Severity);
        Assert.Equal(160, Observed(finding, "time without all workers"), 1.0);
    }

    [Fact]
    public void Requeues_are_churn()
    {
        Outcome outcome = Outcome.Of(After(
            Sampled(SignalNames.SchedulerWorkersDesired, -160, 30, static _ => 4),
            Sampled(SignalNames.SchedulerNodesExcluded, -160, 30, static time => time < -80 ? 0 : 2),
            Sampled(SignalNames.SchedulerJobRequeues, -160, 30, static time => time < -120 ? 0 : time < -80 ? 1 : 3),
            Sampled(SignalNames.SchedulerWorkersRunning, -160, 30, static time => time < 0 ? 0 : 4)));

        Finding finding = Assert.Single(outcome.Alarms);
        Assert.Equal(3, Observed(finding, "requeues"));
        Assert.Contains("2 nodes excluded", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_that_has_no_rank_yet_is_heard()
    {
        Outcome outcome = Outcome.Of(Recording(
            Sampled(SignalNames.SchedulerWorkersDesired, -160, 0, static _ => 64),
            Sampled(SignalNames.SchedulerWorkersRunning, -160, 0, static time => time < -60 ? 0 : 63)));

        Finding finding = Assert.Single(outcome.Alarms);
        Assert.Equal(FindingState.Ongoing, finding.State);
        Assert.Equal(63 * 60, Observed(finding, "time of workers that waited for the others"), 70.0);
    }

    [Fact]
    public void Workers_that_come_at_once_wait_for_nobody() => Assert.Empty(Outcome.Of(After(
        Sampled(SignalNames.SchedulerWorkersDesired, -5, 30, static _ => 4),
        Sampled(SignalNames.SchedulerWorkersRunning, -5, 30, static time => time < -3 ? 3 : 4))).Findings);

    [Fact]
    public void The_end_of_a_job_is_no_wait() => Assert.DoesNotContain(
        Outcome.Of(After(Sampled(SignalNames.SchedulerWorkersRunning, -5, 90, static time => time < 33 ? 4 : 0))).Findings,
        static finding => finding.FailureMode == FailureMode.SchedulerDelay);

    [Fact]
    public void A_job_that_goes_on_with_fewer_workers_waits_for_nobody() => Assert.DoesNotContain(
        Outcome.Of(After(
            Sampled(SignalNames.SchedulerWorkersDesired, -5, 30, static _ => 5),
            Sampled(SignalNames.SchedulerWorkersRunning, -5, 30, static _ => 4))).Alarms,
        static finding => finding.FailureMode == FailureMode.SchedulerDelay);

    [Fact]
    public void Of_a_loss_of_workers_the_wait_for_new_ones_is_an_effect()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Crash, 1, 2) with { CheckpointEvery = 50, Seconds = 60 };

        Diagnosis diagnosis = Assert.Single(Outcome.Of(run).Job.Diagnoses);

        Assert.Equal(FailureMode.WorkerLoss, diagnosis.Root.FailureMode);
        Assert.Equal([FailureMode.SchedulerDelay], diagnosis.Effects.Select(static effect => effect.FailureMode));
    }

    [Fact]
    public void What_a_queue_tells_when_it_is_left_is_enough()
    {
        Outcome outcome = Outcome.Of(After(
            [(SignalNames.SchedulerQueueDuration, -2, 345)]));

        Finding finding = Assert.Single(outcome.Findings);
        Assert.Equal(FailureMode.SchedulerDelay, finding.FailureMode);
        Near(-347, finding.StartUnixNanoseconds, 0.1);
        Assert.Contains(SignalNames.SchedulerWorkersDesired, finding.MissingInputs);
    }

    [Fact]
    public void A_wait_much_longer_than_the_ones_before_is_too_long()
    {
        // Placed after 10 s each time, but after 60 s the last time.
        static double Running(double time) => time switch
        {
            < -290 => 0,
            < -280 => 4,
            < -270 => 0,
            < -260 => 4,
            < -250 => 0,
            < -240 => 4,
            < -180 => 0,
            _ => 4,
        };
        Outcome outcome = Outcome.Of(Recording(
            Sampled(SignalNames.SchedulerWorkersDesired, -300, 0, static _ => 4), Sampled(SignalNames.SchedulerWorkersRunning, -300, 0, Running)));

        Finding finding = Assert.Single(outcome.Alarms);
        Assert.Equal(10, finding.Evidence[0].Expected, 1.0);
        Near(-240, finding.StartUnixNanoseconds, 1);
    }

    private static SyntheticRecording After(params IEnumerable<(string Signal, double Time, double Value)>[] told)
    {
        using SyntheticRecording ranks = Run.Record();
        return SyntheticRecording.Merge(ranks.Select(static (key, sample) => key.Rank is null ? null : sample), Recording(told));
    }

    private static SyntheticRecording Recording(params IEnumerable<(string Signal, double Time, double Value)>[] told)
    {
        var tape = new Tape();
        foreach ((string signal, double time, double value) in told.SelectMany(static samples => samples))
        {
            int series = tape.Series(signal, [new Dimension(DimensionKeys.Job, Run.Job)]);
            tape.Add(new SyntheticSample(SyntheticRun.At(time), series, value));
        }

        return new SyntheticRecording(tape.All, tape.Samples, []);
    }

    private static IEnumerable<(string Signal, double Time, double Value)> Sampled(string signal, int from, int to, Func<double, double> value) =>
        Enumerable.Range(from, to - from).Select(time => (signal, (double)time, value(time)));

    private static double Observed(Finding finding, string statistic) =>
        finding.Evidence.Single(evidence => evidence.Statistic == statistic).Observed;

    private static double SyntheticTime(long time) => UnixTime.ToSeconds(time - SyntheticRun.At(0));

    private static void Near(double expected, long time, double tolerance) => Assert.Equal(expected, SyntheticTime(time), tolerance);
}
