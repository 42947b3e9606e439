using Feedline.Reliability;
using Feedline.Tests.Replay;

namespace Feedline.Tests.WhatIf;

public sealed class StepHistoryTests
{
    private static readonly SyntheticRun Healthy = new() { CheckpointEvery = 100, Seconds = 90, CheckpointSeconds = 0.2 };

    [Fact]
    public void What_a_crashed_run_shows_is_what_truly_happened()
    {
        const double killed = 40;
        SyntheticRun run = Healthy with { Faults = [new SyntheticFault(FaultKind.Crash, killed, 47) { Ranks = [1] }], FlushSeconds = 0.1 };
        SyntheticRecording recording = run.Record();
        (ObservedRun observed, JobDiagnosis job, _) = Replay(recording);

        SyntheticStep[] before = [.. recording.Steps.Where(step => step.Attempt == 0)];
        SyntheticStep[] after = [.. recording.Steps.Where(step => step.Attempt == 1)];
        SyntheticStep[] lost = [.. after.Where(step => step.Number <= before[^1].Number)];
        double wall = after[^1].End - before[0].Start;
        double saving = recording.Steps.Sum(step => step.Checkpoint);
        double down = after[0].Start - before[^1].End;
        double productive = wall - saving - down - lost.Sum(step => step.Plain);
        Assert.Equal((1, recording.Steps.Count(step => step.Checkpoint > 0)), (observed.Failures, observed.Saves));
        Assert.Equal(wall, observed.WallSeconds, 0.01 * wall);
        Assert.Equal(saving, observed.SavingSeconds, 0.05 * saving);

        // The step that was cut off, and those that the killed ranks had not sent yet, are time down to the ledger.
        double unseen = run.FlushSeconds + 2 * run.StepSeconds;
        Assert.Equal(down, observed.DownSeconds, unseen);
        Assert.Equal(lost.Sum(step => step.Plain), observed.LostSeconds, unseen);
        Assert.Equal(productive / wall, observed.ProductiveSeconds / observed.WallSeconds, 0.005);
        Assert.Equal(
            observed.ProductiveSeconds,
            job.Ledger.Ettr * UnixTime.ToSeconds(job.Ledger.GpuNanoseconds) / run.World,
            1e-6);
    }

    [Fact]
    public void The_three_ettrs_of_a_crashed_run_agree()
    {
        SyntheticRun run = Healthy with { Faults = [new SyntheticFault(FaultKind.Crash, 40, 47) { Ranks = [1] }] };
        RunEttr ettr = Replay(run.Record()).Observed.Compare(cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(ettr.Formula!.Value.Contains(ettr.Measured.Value));
        Assert.True(ettr.Simulated!.Value.Contains(ettr.Measured.Value));
        Assert.True(ettr.SingleRuns!.Value.Contains(ettr.Measured.Value));
        Assert.InRange(ettr.Formula.Value.Value, ettr.Measured.Value - 0.05, ettr.Measured.Value + 0.05);
    }

    [Fact]
    public void A_run_without_a_failure_has_a_bound_on_the_rate()
    {
        (ObservedRun observed, _, _) = Replay(Healthy.Record());
        RunEttr ettr = observed.Compare(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((0, 0.0, 0.0), (observed.Failures, observed.DownSeconds, observed.LostSeconds));
        Assert.Equal(0, ettr.FailuresPerDay.Value);
        Assert.Equal(-Math.Log(0.025) / observed.WallSeconds * 86_400, ettr.FailuresPerDay.Upper, 1);
        Assert.Equal(observed.StartSeconds, ettr.RestartSeconds);
        Assert.Equal(ettr.Measured.Value, ettr.Formula!.Value.Value, 1e-9);
        Assert.InRange(ettr.Formula.Value.Lower, 0, ettr.Formula.Value.Value - 0.01);
    }

    [Fact]
    public void Without_the_crash_it_is_as_good_as_the_run_that_had_none()
    {
        SyntheticRun run = Healthy with { Faults = [new SyntheticFault(FaultKind.Crash, 40, 47) { Ranks = [1] }] };
        (_, JobDiagnosis job, TimelineWhatIfReport? report) = Replay(run.Record());
        double healthy = Outcome.Of(Healthy).Job.Ledger.Goodput;

        TimelineRemoval removal = Assert.Single(report!.Removals);
        Assert.Equal(["worker-loss"], removal.Causes);
        Assert.Equal(healthy, removal.Goodput.Value, 0.02);
        Assert.True(job.Ledger.Goodput < healthy - 0.05);
    }

    [Theory]
    [InlineData("crash", 1)]
    [InlineData("healthy", 0)]
    [InlineData("checkpoint-stall", 0)]
    public void Recordings_have_all_three(string name, int failures)
    {
        using var recording = Sources.OtlpRecording.Open(Tests.Shared.Recordings.Folder(name));
        (ObservedRun observed, JobDiagnosis job, _) = Replay(recording);
        RunEttr ettr = observed.Compare(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(failures, observed.Failures);
        Assert.InRange(observed.Saves, 5, 100);
        Assert.InRange(ettr.Measured.Value, job.Ledger.Ettr, 1);
        Assert.True(ettr.Formula!.Value.Contains(ettr.Measured.Value) || Math.Abs(ettr.Formula.Value.Upper - ettr.Measured.Value) < 1e-9);
        Assert.InRange(ettr.Measured.Value - ettr.Simulated!.Value.Value, -0.02, 0.02);
    }

    [Fact]
    public void Of_a_job_that_took_no_step_nothing_is_said()
    {
        SyntheticRun run = Healthy with { Without = [SignalNames.Step, SignalNames.StepDuration] };
        var history = new StepHistory();
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } }.AddRule(history).Build();
        RecordingReplay.Run(engine, run.Record(), cancellationToken: TestContext.Current.CancellationToken);
        JobDiagnosis job = Assert.Single(engine.Diagnose());

        Assert.Null(history.Observe(job));
        Assert.Null(history.WhatIf(job, TestContext.Current.CancellationToken));
        Assert.Equal("job", Assert.Throws<ArgumentNullException>(() => history.Observe(null!)).ParamName);
    }

    private static (ObservedRun Observed, JobDiagnosis Job, TimelineWhatIfReport? Report) Replay(IRecordedSource recording)
    {
        var history = new StepHistory();
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } }.AddRule(history).Build();
        RecordingReplay.Run(engine, recording, cancellationToken: TestContext.Current.CancellationToken);
        JobDiagnosis job = Assert.Single(engine.Diagnose());
        ObservedRun? observed = history.Observe(job);
        Assert.NotNull(observed);
        return (observed, job, history.WhatIf(job, TestContext.Current.CancellationToken));
    }
}
