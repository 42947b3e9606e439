using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

public sealed class CheckpointStallTests
{
    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public void Finds_it_in_time_and_sees_its_end(int world, double step, bool isStrong)
    {
        SyntheticRun run = Run(world, step, isStrong ? 20 : 4);

        Outcome outcome = Outcome.Of(run).Shows(run);

        Assert.All(outcome.Findings, static finding => Assert.Equal(FindingState.Resolved, finding.State));
    }

    [Fact]
    public void Names_the_one_rank_that_writes_slowly()
    {
        SyntheticRun run = Run(8, 0.08, 20, 5);

        Outcome.Of(run).Shows(run);
    }

    [Fact]
    public void A_write_of_the_slow_rank_that_gets_lost_ends_no_stall()
    {
        SyntheticRun run = Run(8, 0.08, 20, 5);
        run = run with { Seconds = run.Seconds + 20, Faults = [run.Faults[0] with { To = run.Faults[0].To + 20 }] };
        using SyntheticRecording recording = run.Record();
        int writes = 0;

        // The second slow write is not recorded: what the others write is no sign of a normal checkpoint.
        Outcome outcome = Outcome.Of(recording.Select((key, sample) =>
            key.Rank == 5 && IsCheckpointWrite(key) && sample.Value > 10 * run.CheckpointSeconds && ++writes == 2 ? null : sample));

        Assert.True(writes > 2);
        Assert.Equal([5], Assert.Single(outcome.Findings).Subjects.Select(static subject => subject.Rank!.Value));
    }

    [Fact]
    public void Blames_nobody_without_write_times_and_says_what_is_missing()
    {
        SyntheticRun run = Run(4, 0.08, 20) with { Without = [SignalNames.StorageOperationDuration] };

        Finding finding = Outcome.Of(run).Shows(run, run.Faults[0]);

        Assert.Equal([$"{SignalNames.StorageOperationDuration}{{{DimensionKeys.StorageLayer}=checkpoint}}"], finding.MissingInputs);
    }

    [Theory]
    [InlineData(0.35, false)] // As long as a collective has just taken.
    [InlineData(5, true)]
    public void Without_write_times_a_slow_network_explains_as_much_of_a_checkpoint_as_of_a_collective(double beyond, bool isStall)
    {
        SyntheticRun run = Shapes.Run(FaultKind.Jitter, 4, 2) with
        {
            CheckpointEvery = 20,
            CheckpointSeconds = 0.08,
            Without = [SignalNames.StorageOperationDuration],
        };
        long from = SyntheticRun.At(run.Faults[0].From), to = SyntheticRun.At(run.Faults[0].To);
        using SyntheticRecording recording = run.Record();

        Outcome outcome = Outcome.Of(recording.Select((key, sample) =>
            key.Signal.Name == SignalNames.CheckpointDuration && sample.Time > from && sample.Time < to ? sample with { Value = sample.Value + beyond } : sample));

        Assert.Equal(isStall, outcome.Findings.Any(static finding => finding.FailureMode == FailureMode.CheckpointStall));
        Assert.Contains(outcome.Findings, static finding => finding.FailureMode == FailureMode.NetworkJitter);
    }

    [Fact]
    public void A_checkpoint_of_twice_the_size_may_take_twice_the_time()
    {
        SyntheticRun run = Run(4, 0.08, 3);
        using SyntheticRecording recording = run.Record();

        Outcome.Of(recording.Select((key, sample) =>
            key.Signal.Name == SignalNames.CheckpointSize && sample.Time > SyntheticRun.At(run.Faults[0].From)
            && sample.Time < SyntheticRun.At(run.Faults[0].To + 0.5)
                ? sample with { Value = 3 * sample.Value }
                : sample)).IsSilent();
    }

    [Theory]
    [InlineData(SignalNames.CheckpointSize)]
    [InlineData(SignalNames.StorageOperationDuration)]
    [InlineData(SignalNames.CheckpointDuration)]
    public void A_measurement_lost_at_one_checkpoint_is_no_stall(string signal)
    {
        SyntheticRun run = Run(4, 0.08, 1);
        using SyntheticRecording recording = run.Record();

        Outcome.Of(recording.Select((key, sample) =>
            key.Signal.Name == signal && run.Faults[0].IsOn(UnixTime.ToSeconds(sample.Time - SyntheticRun.At(0))) ? null : sample)).IsSilent();
    }

    [Fact]
    public void Sizes_that_come_late_are_no_stall()
    {
        SyntheticRun run = Run(4, 0.08, 1);
        using SyntheticRecording recording = run.Record();

        Outcome.Of(recording.Select((key, sample) =>
            key.Signal.Name == SignalNames.CheckpointSize && sample.Time < SyntheticRun.At(run.Faults[0].From) ? null : sample)).IsSilent();
    }

    [Fact]
    public void One_checkpoint_a_little_too_long_is_no_stall()
    {
        SyntheticRun run = Run(4, 0.08, 2.5);
        SyntheticFault fault = run.Faults[0];
        double first = run.Record().Steps.First(step => step.Checkpoint > 0 && step.Start > fault.From).End;

        Outcome.Of(run with { Faults = [fault with { To = first + 0.5 }] }).IsSilent();
    }

    [Fact]
    public void A_stall_is_no_hang()
    {
        SyntheticRun run = Run(4, 0.08, 300);

        Outcome.Of(run).Shows(run);
    }

    [Fact]
    public void A_stall_right_after_a_restart_is_no_hang()
    {
        SyntheticRun run = Run(4, 0.08, 300);
        double crash = run.Faults[0].From;
        run = run with
        {
            Seconds = run.Seconds + 20,
            Faults = [new SyntheticFault(FaultKind.Crash, crash, crash + 8) { Ranks = [0] }, run.Faults[0] with { From = crash + 8, To = crash + 40 }],
        };

        Outcome.Of(run).Shows(run);
    }

    [Fact]
    public void A_stall_of_a_checkpoint_that_comes_early_is_no_hang()
    {
        // Checkpoints by the clock come at any step.
        SyntheticRun run = Run(4, 0.08, 300) with { CheckpointJitter = 3 };

        Outcome.Of(run).Shows(run);
    }

    [Theory]
    [InlineData(2, 0.08, true)]
    [InlineData(4, 0.08, false)]
    [InlineData(8, 0.3, true)]
    [InlineData(4, 1, false)]
    [InlineData(64, 0.08, true)]
    public void Finds_it_by_utilisation_alone_and_says_what_is_missing(int world, double step, bool hasParts)
    {
        SyntheticRun run = Unmeasured(world, step, 20, hasParts);

        Finding finding = Outcome.Of(run).Shows(run, run.Faults[0]);

        Assert.Equal(0.7, finding.Confidence);
        Assert.Equal(FindingState.Resolved, finding.State);
        Assert.Contains(SignalNames.CheckpointDuration, finding.MissingInputs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Pauses_that_have_always_taken_so_long_are_none(int seed) => Outcome.Of(Unmeasured(4, 0.08, 1, seed % 2 == 0) with
    {
        Seed = seed,
        Seconds = 200,
        CheckpointSeconds = 1.2,
        EvaluationEvery = 130,
        EvaluationSeconds = 2,
        HasHeavyTails = seed > 2,
    }).IsSilent();

    [Fact]
    public void One_pause_of_all_GPUs_is_no_checkpoint()
    {
        SyntheticRun run = Unmeasured(4, 0.08, 20, true);
        double from = run.Faults[0].From;

        Outcome.Of(run with { Faults = [new SyntheticFault(FaultKind.CheckpointStall, from, from + 2, 30)], CheckpointEvery = 25 }).IsSilent();
    }

    [Theory]
    [InlineData(nameof(FaultKind.DatasetSlow))]
    [InlineData(nameof(FaultKind.MetadataSlow))]
    [InlineData(nameof(FaultKind.Jitter))]
    [InlineData(nameof(FaultKind.Straggler))]
    public void Other_faults_are_no_checkpoints_where_checkpoints_are_not_measured(string name)
    {
        FaultKind kind = Enum.Parse<FaultKind>(name);
        SyntheticRun run = Unmeasured(4, 0.08, 1, true);
        run = run with { Faults = [new SyntheticFault(kind, run.Faults[0].From, run.Faults[0].To, 4) { Ranks = [1] }] };

        Assert.DoesNotContain(Outcome.Of(run).Findings, static finding => finding.FailureMode == FailureMode.CheckpointStall);
    }

    /// <summary>A run that tells of no checkpoint, and of the other parts of its steps only if asked to.</summary>
    private static SyntheticRun Unmeasured(int world, double step, double intensity, bool hasParts)
    {
        SyntheticRun run = Run(world, step, intensity);
        SyntheticFault fault = run.Faults[0];
        return run with
        {
            // Ten checkpoints without the fault, and six with it.
            Faults = [fault with { From = 2.4 + (290 * step), To = 2.4 + (290 * step) + (6 * step * (25 + intensity)) }],
            Seconds = (290 * step) + (7 * step * (25 + intensity)) + (80 * step) + 10,
            Without = hasParts
                ? [SignalNames.CheckpointDuration, SignalNames.StorageOperationDuration, SignalNames.CheckpointSize]
                : [
                    SignalNames.CheckpointDuration, SignalNames.StorageOperationDuration, SignalNames.CheckpointSize,
                    SignalNames.DataWaitDuration, SignalNames.ComputeDuration, SignalNames.CollectiveDuration,
                ],
        };
    }

    private static bool IsCheckpointWrite(SeriesKey key) =>
        key.TryGetDimension(DimensionKeys.StorageLayer, out Dimension layer) && layer.Text == "checkpoint";

    private static SyntheticRun Run(int world, double step, double intensity, params int[] ranks) =>
        Shapes.Run(world, step, FaultKind.CheckpointStall, intensity, ranks) with { CheckpointEvery = 25, CheckpointSeconds = step };
}
