using Feedline.Tests.Replay;

namespace Feedline.Tests.Ledger;

public sealed class LedgerTests
{
    private const double Step = 0.08;

    [Fact]
    public void Slow_reads_cost_what_steps_take_beyond_normal() => Charges(new SyntheticFault(FaultKind.DatasetSlow, 20, 35, 1));

    [Fact]
    public void Slow_metadata_costs_what_steps_take_beyond_normal() => Charges(new SyntheticFault(FaultKind.MetadataSlow, 20, 35, 1));

    [Fact]
    public void One_rank_that_reads_slowly_costs_all_ranks() => Charges(new SyntheticFault(FaultKind.DatasetSlow, 20, 35, 1) { Ranks = [1] });

    [Fact]
    public void A_straggler_costs_all_ranks() => Charges(new SyntheticFault(FaultKind.Straggler, 20, 35, 0.5) { Ranks = [2] });

    [Fact]
    public void Jitter_costs_what_steps_take_beyond_normal() => Charges(new SyntheticFault(FaultKind.Jitter, 20, 35, 1) { Ranks = [0] });

    [Fact]
    public void Incast_costs_what_steps_take_beyond_normal() => Charges(new SyntheticFault(FaultKind.Incast, 20, 35, 4) { Ranks = [0] });

    [Fact]
    public void A_hang_costs_its_time_on_all_ranks()
    {
        Charges(new SyntheticFault(FaultKind.HangSilent, 20, 35) { Ranks = [3] });
        Charges(new SyntheticFault(FaultKind.HangBusy, 20, 35) { Ranks = [3] });
        Charges(new SyntheticFault(FaultKind.HangAlike, 20, 35));
    }

    [Fact]
    public void A_checkpoint_stall_costs_what_checkpoints_take_beyond_normal()
    {
        SyntheticRun run = Run(new SyntheticFault(FaultKind.CheckpointStall, 20, 35, 20));
        Outcome outcome = Outcome.Of(run);

        double normal = Median(outcome.Steps.Where(static step => step.Checkpoint > 0 && step.End < 20).Select(static step => step.Checkpoint));
        double expected = run.World * outcome.Steps.Where(static step => step.Checkpoint > 0).Sum(step => Math.Max(0, step.Checkpoint - (2 * normal)));
        Near(expected, outcome, "checkpoint-stall");
    }

    [Fact]
    public void A_crash_costs_the_time_until_the_job_is_as_far_again()
    {
        SyntheticRun run = Run(new SyntheticFault(FaultKind.Crash, 36, 43) { Ranks = [1] });
        Outcome outcome = Outcome.Of(run);

        long furthest = outcome.Steps.Where(static step => step.Attempt == 0).Max(static step => step.Number);
        double again = outcome.Steps.First(step => step.Attempt == 1 && step.Number == furthest).End;
        Near(run.World * (again - 36), outcome, "worker-loss");
    }

    [Fact]
    public void Checkpoints_and_evaluations_have_their_price()
    {
        SyntheticRun run = Run() with { EvaluationEvery = 200 };
        Outcome outcome = Outcome.Of(run);

        Near(run.World * outcome.Steps.Sum(static step => step.Evaluation), outcome, "evaluation");
        Near(run.World * outcome.Steps.Sum(static step => step.Checkpoint), outcome, "checkpoint");
        Assert.Equal(["checkpoint", "evaluation", "shutdown", "startup"], outcome.Job.Ledger.Losses.Select(static loss => loss.Cause).Order());
    }

    [Fact]
    public void Losses_of_a_diagnosis_are_those_of_its_cause()
    {
        SyntheticRun run = Run(new SyntheticFault(FaultKind.DatasetSlow, 20, 30, 1), new SyntheticFault(FaultKind.Straggler, 40, 50, 1) { Ranks = [1] });
        Outcome outcome = Outcome.Of(run);

        foreach (Diagnosis diagnosis in outcome.Job.Diagnoses.Where(static diagnosis => diagnosis.Root.Severity > FindingSeverity.Info))
        {
            LedgerLoss loss = Assert.Single(outcome.Job.Ledger.Losses, loss => loss.Cause == diagnosis.Root.FailureMode.Id);
            Assert.Equal(loss.GpuSeconds, diagnosis.LostGpuSeconds, 1e-3);
        }
    }

    [Fact]
    public void What_was_settled_long_ago_stays_charged()
    {
        SyntheticFault fault = new(FaultKind.Straggler, 20, 30, 0.5) { Ranks = [1] };
        double soon = Lost(Outcome.Of(Run(fault)), fault.Mode);
        double late = Lost(Outcome.Of(Run(fault) with { Seconds = 240 }), fault.Mode);

        Assert.Equal(soon, late, 0.05 * soon);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public void Looks_so_rare_that_rows_are_gone_before_anybody_looked_still_close(double interval)
    {
        SyntheticRun run = new() { StepSeconds = 0.02, Seconds = 60, Faults = [new SyntheticFault(FaultKind.Straggler, 20, 40, 0.5) { Ranks = [1] }] };

        // That the sum closes is checked with every replay.
        Outcome outcome = Outcome.Of(run, interval);
        Near(run.World * outcome.Steps.Where(static step => step.Start >= 20 && step.End <= 40).Sum(static step => step.Plain - 0.0205), outcome, "compute-straggler");
    }

    [Theory]
    [InlineData(Layer.DatasetStorage, true)]
    [InlineData(Layer.Fabric, false)]
    public void A_mode_of_ones_own_is_charged_by_its_layer(Layer layer, bool isCharged)
    {
        SyntheticFault fault = new(FaultKind.DatasetSlow, 20, 35, 1);
        SyntheticRun run = Run(fault);
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { UseBuiltInRules = false, EvaluationBudget = null } }
            .AddRule(new RuleDescriptor("TST1", "Mine", new FailureMode("slow-shelf"), layer, FindingSeverity.Warning), static context =>
            {
                double now = UnixTime.ToSeconds(context.NowUnixNanoseconds - SyntheticRun.At(0));
                if (now is < 20 or > 35)
                    return;

                context.Report(new FindingDraft
                {
                    Job = "job",
                    Message = "The shelf is slow.",
                    StartUnixNanoseconds = SyntheticRun.At(20),
                    EndUnixNanoseconds = context.NowUnixNanoseconds,
                });
            })
            .Build();
        using SyntheticRecording recording = run.Record();
        RecordingReplay.Run(engine, recording, cancellationToken: TestContext.Current.CancellationToken);
        JobDiagnosis job = Assert.Single(engine.Diagnose());

        double lost = job.Ledger.Losses.Where(static loss => loss.Cause == "slow-shelf").Sum(static loss => loss.GpuSeconds);
        double normal = recording.Steps.Where(step => step.End < fault.From).Average(static step => step.Plain);
        double expected = run.World * recording.Steps.Where(step => step.End > fault.From && step.Start < fault.To).Sum(step => step.Plain - normal);
        Assert.InRange(lost, isCharged ? 0.8 * expected : 0, isCharged ? 1.2 * expected : 0.1 * expected);
    }

    [Fact]
    public void Of_a_job_without_steps_nothing_is_known()
    {
        SyntheticRun run = Run() with { Without = [SignalNames.Step, SignalNames.StepDuration] };
        GpuTimeLedger ledger = Outcome.Of(run).Job.Ledger;

        Assert.Equal(ledger.GpuNanoseconds, ledger.UnattributedNanoseconds);
    }

    [Fact]
    public void Of_a_job_without_a_sample_there_is_no_time()
    {
        using DiagnosticEngine engine = new DiagnosticEngineBuilder().Build();
        engine.Writer.GetOrAddSeries(
            SignalCatalog.Find(SignalNames.Step)!, [new Dimension(DimensionKeys.Job, "job"), new Dimension(DimensionKeys.Rank, 0)]);
        engine.EvaluateAt(SyntheticRun.At(0), TestContext.Current.CancellationToken);

        Assert.All(engine.Diagnose(), static job =>
        {
            Assert.Equal(0, job.Ledger.GpuNanoseconds);
            Assert.Equal(0, job.Ledger.ProductiveNanoseconds + job.Ledger.UnattributedNanoseconds);
            Assert.Empty(job.Ledger.Losses);
            Assert.True(job.EndUnixNanoseconds >= job.StartUnixNanoseconds);
        });
    }

    [Fact]
    public void A_job_without_ranks_has_no_ledger()
    {
        SyntheticRun run = Run();
        using SyntheticRecording recording = run.Record();

        Assert.Empty(Outcome.Of(recording.Select(static (key, sample) => key.Rank is null ? sample : null)).Jobs);
    }

    private static void Charges(SyntheticFault fault)
    {
        SyntheticRun run = Run(fault);
        Outcome outcome = Outcome.Of(run);
        double normal = outcome.Steps.Where(step => step.End < fault.From).Average(static step => step.Plain);
        double expected = run.World * outcome.Steps
            .Where(step => step.End > fault.From && step.Start < fault.To)
            .Sum(step => step.Plain - normal);
        Near(expected, outcome, fault.Mode);
    }

    private static SyntheticRun Run(params SyntheticFault[] faults) => new()
    {
        Seed = 8,
        StepSeconds = Step,
        Seconds = 60,
        CheckpointEvery = 60,
        Faults = [.. faults],
    };

    private static void Near(double expected, Outcome outcome, string cause)
    {
        Assert.True(expected > 1, "The fault is too small to measure.");
        double lost = Lost(outcome, cause);
        Assert.True(Math.Abs(lost - expected) < 0.2 * expected, $"{cause}: {lost:0.00} GPU-s, expected {expected:0.00}\n{outcome.ToText()}");
    }

    private static double Lost(Outcome outcome, string cause) =>
        outcome.Job.Ledger.Losses.Where(loss => loss.Cause == cause).Sum(static loss => loss.GpuSeconds);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
