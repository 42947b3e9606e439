namespace Feedline.Reliability.Tests.Simulation;

public sealed class JobSimulationTests
{
    private const double Day = 86_400;

    // 4 failures a day: MTTF 6 hours.
    private static readonly TrainingJob Plain = new()
    {
        Nodes = 400,
        Failures = new CorrelatedFailures(new FailureRate(0.01, FailureDefinition.NodeHardware), []),
        Checkpoints = CheckpointSchedule.OneTier(1200, new CheckpointCost(20)),
        DetectionSeconds = 60,
        Restart = new RestartTime(100, 0.5),
    };

    // An interval that misses once in ten thousand tests: seeds need no choosing.
    private static readonly SimulationOptions Careful = new() { Replications = 100, HorizonDays = 1000, Confidence = 0.9999, Seed = 42 };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_agrees_with_renewal_reward_for_a_constant_rate(bool failsWhileDown)
    {
        TrainingJob job = Plain with { FailsWhileDown = failsWhileDown };
        double exact = RenewalEttr.Of(new ExponentialLifetime(Day / 4), 1200, new CheckpointCost(20), 360, failsWhileDown);
        Estimate ettr = Run(job, Careful).Ettr;
        Assert.True(ettr.Contains(exact), $"{exact} is not in {ettr}");
        Assert.True(ettr.Upper - ettr.Lower < 1e-3);
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.8, 300)]
    [InlineData(2.5, 900)]
    public void It_agrees_with_renewal_reward_for_any_life(double shape, double lag)
    {
        var life = new WeibullLifetime(shape, 15_000);
        var cost = new CheckpointCost(10, lag);
        foreach (bool whileDown in (bool[])[true, false])
        {
            TrainingJob job = Plain with { Life = life, Checkpoints = CheckpointSchedule.OneTier(1200, cost), FailsWhileDown = whileDown };
            double exact = RenewalEttr.Of(life, 1200, cost, 360, whileDown);
            Estimate ettr = Run(job, Careful).Ettr;
            Assert.True(ettr.Contains(exact), $"{exact} is not in {ettr}");
        }
    }

    [Fact]
    public void It_agrees_with_the_closed_form_of_each_part()
    {
        // Failures of a running job only: each costs its mean time down, and they are apart by MTTF + down.
        TrainingJob job = Plain with { FailsWhileDown = false, RestartFailureProbability = 0.3, Queue = new ExponentialLifetime(200) };
        SimulationResult result = Run(job, Careful);
        double down = 60 + (200 + 300) / 0.7;
        Assert.Equal(down, job.MeanDownSeconds, 9);
        double failures = Day / (Day / 4 + down);
        Holds(failures, result.FailuresPerDay);
        Holds(failures * 60 / Day, result.Detection);
        Holds(failures * 200 / 0.7 / Day, result.Queue);
        Holds(failures * 300 / 0.7 / Day, result.Restart);
        Assert.Equal(0, result.SpareWait.Value);
        Assert.Equal(1, result.Ettr.Value + result.LostWork.Value + result.Checkpoints.Value + result.Detection.Value + result.Queue.Value + result.Restart.Value, 9);
    }

    [Fact]
    public void Failures_come_at_the_rate_of_nodes_and_domains()
    {
        TrainingJob job = Plain with { Failures = new CorrelatedFailures(Plain.Failures.Rate, [new FailureDomain("rack", 16, 0.03), new FailureDomain("row", 128, 0.1)]) };
        SimulationResult result = Run(job, Careful);
        Holds(4 + 25 * 0.03 + 4 * 0.1, result.FailuresPerDay);
    }

    [Fact]
    public void Nodes_away_are_those_of_an_infinite_server_queue()
    {
        // Failures strike whether the job runs or not, so nodes away are Poisson with mean rate × repair = 2; with 3 spares the pool is
        // short for P(X > 3) of the time. Detection hides the start of each wait, so it is none here.
        TrainingJob job = Plain with { SpareNodes = 3, Repair = new ExponentialLifetime(Day / 2), DetectionSeconds = 0, Restart = default };
        SimulationResult result = Run(job, Careful);
        double atMost3 = Math.Exp(-2) * (1 + 2 + 2 + 8 / 6.0);
        Holds(1 - atMost3, result.SpareWait);
    }

    [Fact]
    public void A_domain_takes_all_its_nodes_at_once()
    {
        // Groups of 16 or, the last, of 8 away at a time: with 15 spares only the last rack's failure does not stop the job.
        TrainingJob job = Plain with
        {
            Nodes = 24,
            Failures = new CorrelatedFailures(default, [new FailureDomain("rack", 16, 0.5)]),
            SpareNodes = 15,
            Repair = new ConstantLifetime(60),
            DetectionSeconds = 0,
            Restart = default,
        };
        SimulationResult result = Run(job, Careful);
        // Half of one failure a day waits for 60 s; overlaps are one in thousands, and within the interval.
        Holds(0.5 * 60 / Day, result.SpareWait);
    }

    [Fact]
    public void Intervals_hold_the_truth_as_often_as_stated()
    {
        double exact = RenewalEttr.Of(new ExponentialLifetime(Day / 4), 1200, new CheckpointCost(20), 360);
        int held = Enumerable.Range(0, 400).Count(seed => Run(
            Plain, new SimulationOptions { Replications = 20, HorizonDays = 200, Confidence = 0.9, Seed = (ulong)seed, MaxThreads = 1 }).Ettr.Contains(exact));
        // 360 expected, standard deviation 6.
        Assert.InRange(held, 336, 384);
    }

    [Fact]
    public void The_seed_decides_and_threads_do_not()
    {
        var options = new SimulationOptions { Replications = 50, HorizonDays = 50, MaxThreads = 1 };
        SimulationResult one = Run(Plain, options);
        SimulationResult many = Run(Plain, options with { MaxThreads = 7 });
        SimulationResult other = Run(Plain, options with { Seed = 2 });
        Assert.Equal((one.Ettr, one.LostWork, one.FailuresPerDay), (many.Ettr, many.LostWork, many.FailuresPerDay));
        Assert.NotEqual(one.Ettr, other.Ettr);
        Assert.Equal((2500.0, 50), (one.JobDays, one.Replications));
        Assert.InRange(one.EttrQuantile(0.5), one.EttrQuantile(0), one.EttrQuantile(1));
    }

    [Fact]
    public void More_failures_longer_restarts_and_fewer_spares_cost_more_under_the_same_random_numbers()
    {
        TrainingJob job = Plain with { SpareNodes = 4, Repair = new ExponentialLifetime(Day), Queue = new ExponentialLifetime(100), RestartFailureProbability = 0.1 };
        double ettr = Ettr(job);
        foreach (double factor in (double[])[1.02, 1.5, 4])
            Assert.True(Ettr(job with { Failures = new CorrelatedFailures(new FailureRate(0.01 * factor, FailureDefinition.NodeHardware), []) }) < ettr);
        Assert.True(Ettr(job with { Restart = new RestartTime(110, 0.5) }) < ettr);
        Assert.True(Ettr(job with { RestartFailureProbability = 0.12 }) < ettr);
        Assert.True(Ettr(job with { SpareNodes = 3 }) < ettr);
        Assert.True(Ettr(job with { SpareNodes = 5 }) > ettr);
        Assert.True(Ettr(job with { SpareNodes = null }) > ettr);

        static double Ettr(TrainingJob job) => Run(job, new SimulationOptions { Replications = 200 }).Ettr.Value;
    }

    [Fact]
    public void A_job_that_never_fails_only_saves()
    {
        SimulationResult result = Run(
            Plain with { Failures = new CorrelatedFailures(default, []) },
            new SimulationOptions { Replications = 3, HorizonDays = 1220 * 40 / Day });
        Assert.Equal(1200 / 1220.0, result.Ettr.Value, 12);
        Assert.Equal((0.0, 0.0), (result.LostWork.Value, result.FailuresPerDay.Value));
    }

    [Fact]
    public void Tiers_come_near_the_formula_when_losses_are_small()
    {
        CheckpointTier[] tiers = [new("local", new CheckpointCost(0.5), 0.7, 5), new("remote", new CheckpointCost(10, 120), 0.3, 120)];
        CheckpointSchedule schedule = CheckpointSchedule.Optimal(tiers, Day / 4);
        SimulationResult result = Run(Plain with { Checkpoints = schedule }, Careful);
        EttrEstimate formula = ExpectedEttr.Of(4, schedule, 360);
        Assert.True(formula.IsSmallLoss);
        Assert.Equal(formula.Value, result.Ettr.Value, 0.005);
    }

    [Fact]
    public void It_says_how_far_it_has_come()
    {
        var seen = new List<SimulationProgress>();
        JobSimulation.Run(Plain, new SimulationOptions { Replications = 250, HorizonDays = 1 }, new Collector(seen), TestContext.Current.CancellationToken);
        Assert.Equal(125, seen.Count);
        Assert.Equal(new SimulationProgress(250, 250), seen[^1]);
        Assert.Equal(seen.OrderBy(progress => progress.Completed), seen);
    }

    [Fact]
    public void It_can_be_cancelled_before_and_while_it_runs()
    {
        using var source = new CancellationTokenSource();
        var stop = new Collector([], progress => source.Cancel());
        Assert.Throws<OperationCanceledException>(() => JobSimulation.Run(Plain, new SimulationOptions { Replications = 100_000, HorizonDays = 100 }, stop, source.Token));
        Assert.Throws<OperationCanceledException>(() => JobSimulation.Run(Plain, cancellationToken: source.Token));
    }

    [Fact]
    public void Bad_numbers_are_named()
    {
        Assert.Equal("Nodes", Assert.Throws<ArgumentOutOfRangeException>(() => Run(Plain with { Nodes = 0 })).ParamName);
        Assert.Equal("DetectionSeconds", Assert.Throws<ArgumentOutOfRangeException>(() => Run(Plain with { DetectionSeconds = -1 })).ParamName);
        Assert.Equal("RestartFailureProbability", Assert.Throws<ArgumentOutOfRangeException>(() => Run(Plain with { RestartFailureProbability = 1 })).ParamName);
        Assert.Equal("SpareNodes", Assert.Throws<ArgumentOutOfRangeException>(() => Run(Plain with { SpareNodes = -1 })).ParamName);
        Assert.Equal("Repair", Assert.Throws<ArgumentNullException>(() => Run(Plain with { SpareNodes = 1 })).ParamName);
        Assert.Equal("Replications", Assert.Throws<ArgumentOutOfRangeException>(() => Run(Plain, new SimulationOptions { Replications = 1 })).ParamName);
        Assert.Equal("HorizonDays", Assert.Throws<ArgumentOutOfRangeException>(() => Run(Plain, new SimulationOptions { HorizonDays = 0 })).ParamName);
        Assert.Equal("MaxThreads", Assert.Throws<ArgumentOutOfRangeException>(() => Run(Plain, new SimulationOptions { MaxThreads = 0 })).ParamName);
    }

    private static SimulationResult Run(TrainingJob job, SimulationOptions? options = null) =>
        JobSimulation.Run(job, options, cancellationToken: TestContext.Current.CancellationToken);

    private static void Holds(double truth, Estimate estimate) => Assert.True(estimate.Contains(truth), $"{truth} is not in {estimate}");

    private sealed class Collector(List<SimulationProgress> seen, Action<SimulationProgress>? then = null) : IProgress<SimulationProgress>
    {
        public void Report(SimulationProgress value)
        {
            seen.Add(value);
            then?.Invoke(value);
        }
    }
}
