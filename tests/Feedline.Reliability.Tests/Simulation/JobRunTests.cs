using CsCheck;

namespace Feedline.Reliability.Tests.Simulation;

/// <summary>The loop of one replication, with failures that are given.</summary>
public sealed class JobRunTests
{
    private const int Horizon = 2000;

    private static readonly Gen<double[]> Times =
        Gen.Int[1, Horizon - 1].Array[0, 25].Select(times => times.Distinct().Order().Select(time => (double)time).ToArray());

    private static readonly Gen<CheckpointSchedule> Schedules =
        Gen.Select(Gen.Int[1, 150], Gen.Int[0, 9], Gen.Int[0, 40], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 20], (interval, block, lag, every, times, restore) =>
            new CheckpointSchedule(
                interval,
                new CheckpointTier("local", new CheckpointCost(block, Math.Min(lag, interval)), 0.5, restore),
                new CheckpointTier("peer", new CheckpointCost(1, Math.Min(lag, interval)), 0.25, 3, every),
                new CheckpointTier("remote", new CheckpointCost(block), 0.25, 30, every * times)));

    private static readonly Gen<TrainingJob> Jobs =
        Gen.Select(Schedules, Gen.Int[0, 30], Gen.Int[1, 60], Gen.Int[-1, 3], Gen.Int[1, 400], Gen.Bool, (schedule, detection, restart, spares, repair, whileDown) => Job(schedule) with
        {
            DetectionSeconds = detection,
            Restart = new RestartTime(restart),
            SpareNodes = spares < 0 ? null : spares,
            Repair = new ConstantLifetime(repair),
            FailsWhileDown = whileDown || spares >= 0,
        });

    [Fact]
    public void It_is_what_happens_second_by_second() => Gen.Select(Jobs, Times, Gen.Int[0, 3].Array[25]).Sample((job, times, kinds) =>
    {
        double[] shares = [.. kinds.Select(kind => 0.25 * kind + 0.1)];
        JobTime expected = SecondBySecond.Play(job, Horizon, times, shares);
        JobTime actual = Play(job, times, shares);
        Assert.Equal(expected, actual);
    }, iter: 2000);

    [Fact]
    public void Parts_add_up_to_the_whole() => Gen.Select(Jobs, Times).Sample((job, times) =>
    {
        JobTime time = Play(job, times, []);
        Assert.Equal(Horizon, time.Productive + time.Lost + time.Saving + time.Detecting + time.WaitingForSpares + time.Queueing + time.Restarting, 6);
    });

    [Fact]
    public void More_failures_never_raise_goodput() => Gen.Select(Jobs, Times, Times).Sample((job, some, others) =>
    {
        // One tier: with several, another failure may also bring a fresh copy of what a later one needs.
        TrainingJob plain = job with { Checkpoints = Single(job), FailsWhileDown = true };
        double[] more = [.. some.Union(others).Order()];
        Assert.True(Play(plain, more, []).Productive <= Play(plain, some, []).Productive);
    });

    [Fact]
    public void More_spares_never_lower_goodput() => Gen.Select(Jobs, Times, Gen.Int[0, 4]).Sample((job, times, spares) =>
    {
        TrainingJob plain = job with { Checkpoints = Single(job), FailsWhileDown = true, SpareNodes = spares };
        double fewer = Play(plain, times, []).Productive;
        Assert.True(fewer <= Play(plain with { SpareNodes = spares + 1 }, times, []).Productive);
        Assert.True(fewer <= Play(plain with { SpareNodes = null }, times, []).Productive);
    });

    [Fact]
    public void Longer_restarts_detection_repairs_and_lags_never_raise_goodput() => Gen.Select(Jobs, Times, Gen.Int[1, 50]).Sample((job, times, longer) =>
    {
        TrainingJob plain = job with { Checkpoints = Single(job), FailsWhileDown = true };
        double before = Play(plain, times, []).Productive;
        CheckpointCost cost = plain.Checkpoints.Tiers[0].Cost;
        Assert.True(Play(plain with { Restart = new RestartTime(plain.Restart.FixedSeconds + longer) }, times, []).Productive <= before);
        Assert.True(Play(plain with { DetectionSeconds = plain.DetectionSeconds + longer }, times, []).Productive <= before);
        Assert.True(Play(plain with { Repair = new ConstantLifetime(plain.Repair!.Mean + longer) }, times, []).Productive <= before);
        double lag = Math.Min(cost.LagSeconds + longer, plain.Checkpoints.IntervalSeconds);
        Assert.True(Play(plain with { Checkpoints = CheckpointSchedule.OneTier(plain.Checkpoints.IntervalSeconds, new CheckpointCost(cost.BlockingSeconds, lag)) }, times, []).Productive <= before);
    });

    [Fact]
    public void Once_warm_it_allocates_nothing()
    {
        TrainingJob job = Job(CheckpointSchedule.OneTier(600, new CheckpointCost(5, 30))) with
        {
            Nodes = 512,
            Failures = new CorrelatedFailures(new FailureRate(0.01, FailureDefinition.NodeHardware), [new FailureDomain("rack", 8, 0.01)]),
            SpareNodes = 10,
            Repair = new ExponentialLifetime(80_000),
            Queue = new ExponentialLifetime(60),
            RestartFailureProbability = 0.2,
        };
        var constants = new JobConstants(job, 100 * 86_400);
        var run = new JobRun(constants);
        CancellationToken token = TestContext.Current.CancellationToken;
        run.Play(new DrawnFailures(constants, 1, 0), 1, 0, token);

        long least = long.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            run.Play(new DrawnFailures(constants, 1, 0), 1, 0, token);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static CheckpointSchedule Single(TrainingJob job) =>
        CheckpointSchedule.OneTier(job.Checkpoints.IntervalSeconds, job.Checkpoints.Tiers[0].Cost);

    private static TrainingJob Job(CheckpointSchedule schedule) => new()
    {
        Nodes = 10,
        Failures = new CorrelatedFailures(default, []),
        Checkpoints = schedule,
        Restart = new RestartTime(10),
    };

    private static JobTime Play(TrainingJob job, double[] times, double[] shares) =>
        new JobRun(new JobConstants(job, Horizon)).Play(new ScriptedFailures(times, shares, []), 1, 0, default);
}
