using BenchmarkDotNet.Attributes;
using Feedline.Reliability;

namespace Feedline.Benchmarks.Reliability;

/// <summary>A million simulated days of a job. The goal is ten seconds on two cores.</summary>
[MemoryDiagnoser]
public class JobSimulationBenchmarks
{
    private static readonly SimulationOptions MillionDays = new() { Replications = 10_000, HorizonDays = 100, MaxThreads = 2 };

    private TrainingJob _plain = null!;
    private TrainingJob _full = null!;

    /// <summary>Of 8 GPUs each; 6.5 failures in 1000 node-days.</summary>
    [Params(128, 2048)]
    public int Nodes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var rate = new FailureRate(0.0065, FailureDefinition.NodeHardware);
        _plain = new TrainingJob
        {
            Nodes = Nodes,
            Failures = new CorrelatedFailures(rate, []),
            Checkpoints = CheckpointSchedule.OneTier(CheckpointInterval.Exact(20, rate.MttfSeconds(Nodes)), new CheckpointCost(20)),
            DetectionSeconds = 60,
            Restart = new RestartTime(240),
        };
        _full = _plain with
        {
            Failures = new CorrelatedFailures(rate, [new FailureDomain("rack", 8, 0.001)]),
            SpareNodes = 16,
            Repair = new ExponentialLifetime(43_200),
            Queue = new ExponentialLifetime(120),
            RestartFailureProbability = 0.1,
        };
    }

    [Benchmark(Baseline = true)]
    public double Plain() => JobSimulation.Run(_plain, MillionDays).Ettr.Value;

    /// <summary>With spares, repairs, queue, failed restarts and racks.</summary>
    [Benchmark]
    public double Full() => JobSimulation.Run(_full, MillionDays).Ettr.Value;
}
