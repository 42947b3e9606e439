using System.Collections.Immutable;

namespace Feedline.Reliability.Tests.WhatIf;

public sealed class TimelineWhatIfTests
{
    private static readonly TimelineCause Stall = new("checkpoint-stall", TimelineParts.Checkpoint);
    private static readonly TimelineCause Slow = new("compute-straggler", TimelineParts.Compute);
    private static readonly TimelineCause Starved = new("dataset-starvation", TimelineParts.Input);

    [Fact]
    public void What_was_added_comes_off_again()
    {
        // 200 steps of 1 s with a little noise; every tenth saves a checkpoint of 2 s, in the second half one of 12 s.
        var random = new Random(5);
        TimelineStep[] steps =
        [
            .. Enumerable.Range(0, 200).Select(i =>
            {
                double checkpoint = i % 10 != 9 ? 0 : i < 100 ? 2 : 12;
                return new TimelineStep { Seconds = 0.95 + (0.1 * random.NextDouble()) + checkpoint, CheckpointSeconds = checkpoint, Causes = checkpoint > 2 ? 1UL : 0 };
            }),
        ];
        TimelineWhatIfReport report = Analyze(steps, [Stall])!;

        TimelineRemoval removal = Assert.Single(report.Removals);
        Assert.Equal(190, report.BaselineSteps);
        Assert.Equal(["checkpoint-stall"], removal.Causes);
        Assert.Equal(10, removal.Steps);
        Assert.InRange(100, removal.SavedSeconds.Low, removal.SavedSeconds.High);
        Assert.InRange(removal.Goodput.Value, removal.Goodput.Low, removal.Goodput.High);
        Assert.True(removal.Goodput.Low > report.Goodput);
    }

    [Fact]
    public void The_interval_covers_as_often_as_it_says()
    {
        // The truth is what the disturbed steps would have been: they are drawn as the others, then lengthened.
        int covered = 0;
        for (int run = 0; run < 200; run++)
        {
            var random = new Random(run);
            double[] seconds = [.. Enumerable.Range(0, 120).Select(_ => 1 - (0.3 * Math.Log(1 - random.NextDouble())))];
            TimelineStep[] steps = [.. seconds.Select((length, i) => new TimelineStep { Seconds = length + (i >= 90 ? 2 : 0), Causes = i >= 90 ? 1UL : 0 })];
            TimelineRemoval removal = Analyze(steps, [Starved], run)!.Removals[0];
            covered += removal.SavedSeconds.Low <= 60 && removal.SavedSeconds.High >= 60 ? 1 : 0;
        }

        // 95 %, give or take three standard deviations of 200 runs and the quantiles' own error.
        Assert.InRange(covered, 178, 200);
    }

    [Fact]
    public void Causes_that_hide_each_other_save_more_together()
    {
        // Rank 0 starves for 2 s while rank 1 computes 2 s longer: either alone keeps the step long.
        TimelineStep[] steps = [.. Enumerable.Range(0, 60).Select(i => i < 40 ? Step(0, 0, 1, 1, 0) : Step(2, 0, 1, 3, 3))];
        TimelineWhatIfReport report = Analyze(steps, [Starved, Slow])!;

        Assert.Equal([0, 0, 40], report.Removals.Select(removal => Math.Round(removal.SavedSeconds.Value, 9)));
        Assert.Equal(40, Assert.Single(report.Interactions).Seconds.Value, 1e-9);
    }

    [Fact]
    public void Causes_of_different_parts_add_up()
    {
        TimelineStep slow = Step(0, 0, 1, 3, 3);
        TimelineStep[] steps = [.. Enumerable.Range(0, 60).Select(i => i < 40 ? Step(0, 0, 1, 1, 0) : slow with { Seconds = 8, CheckpointSeconds = 5, Causes = 3 })];
        steps[0] = steps[0] with { Seconds = 2, CheckpointSeconds = 1 };
        TimelineWhatIfReport report = Analyze(steps, [Stall, Slow])!;

        Assert.Equal([80, 40, 120], report.Removals.Select(removal => Math.Round(removal.SavedSeconds.Value, 9)));
        Assert.Equal(0, Assert.Single(report.Interactions).Seconds.Value, 1e-9);
    }

    [Fact]
    public void Steps_done_again_are_not_done()
    {
        TimelineStep[] steps = [.. Enumerable.Range(0, 50).Select(i => new TimelineStep { Seconds = 1, Causes = i >= 40 ? 1UL : 0, IsRepeated = i >= 40 })];
        TimelineWhatIfReport report = Analyze(steps, [new TimelineCause("worker-loss", TimelineParts.All, SecondsOutsideSteps: 3)])!;

        Assert.Equal(13, report.Removals[0].SavedSeconds.Value, 1e-9);
    }

    [Fact]
    public void Without_causes_nothing_is_removed() => Assert.Empty(Analyze([.. Enumerable.Repeat(new TimelineStep { Seconds = 1 }, 20)], [])!.Removals);

    [Fact]
    public void Too_few_undisturbed_steps_say_nothing() =>
        Assert.Null(Analyze([.. Enumerable.Repeat(new TimelineStep { Seconds = 1, Causes = 1 }, 50)], [Stall]));

    [Fact]
    public void Bad_input_is_refused()
    {
        TimelineStep[] steps = [.. Enumerable.Repeat(new TimelineStep { Seconds = 1 }, 20)];
        CancellationToken token = TestContext.Current.CancellationToken;

        Assert.Throws<ArgumentOutOfRangeException>("wallSeconds", () => TimelineWhatIf.Analyze(steps, [], 0, 0, cancellationToken: token));
        Assert.Throws<ArgumentOutOfRangeException>("productiveSeconds", () => TimelineWhatIf.Analyze(steps, [], 1, 2, cancellationToken: token));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => TimelineWhatIf.Analyze([new TimelineStep { Seconds = double.NaN }], [], 1, 1, cancellationToken: token));
        Assert.Throws<ArgumentException>("steps", () => TimelineWhatIf.Analyze([new TimelineStep { Seconds = 1, Causes = 2 }], [Stall], 1, 1, cancellationToken: token));
        Assert.Throws<ArgumentException>("causes", () => TimelineWhatIf.Analyze(steps, [.. Enumerable.Repeat(Stall, 65)], 1, 1, cancellationToken: token));
    }

    private static TimelineStep Step(double input0, double input1, double compute0, double compute1, ulong causes) => new()
    {
        Seconds = Math.Max(input0 + compute0, input1 + compute1),
        InputSeconds = [input0, input1],
        ComputeSeconds = [compute0, compute1],
        Causes = causes,
    };

    private static TimelineWhatIfReport? Analyze(TimelineStep[] steps, ImmutableArray<TimelineCause> causes, int seed = 1)
    {
        double wall = steps.Sum(step => step.Seconds);
        double productive = steps.Where(step => step.Causes == 0).Sum(step => step.Seconds);
        return TimelineWhatIf.Analyze(steps, causes, wall, productive, seed, TestContext.Current.CancellationToken);
    }
}
