using BenchmarkDotNet.Attributes;
using Feedline.Reliability;

namespace Feedline.Benchmarks.Reliability;

/// <summary>A hundred blocks of an incast, 256 kB from each sender. The goal is well under a second for 64 senders.</summary>
[MemoryDiagnoser]
public class IncastBenchmarks
{
    private static readonly IncastOptions Blocks = new() { MaxThreads = 2 };
    private IncastScenario _scenario = null!;

    /// <summary>Senders.</summary>
    [Params(8, 64)]
    public int FanIn { get; set; }

    /// <summary>Makes the scenario.</summary>
    [GlobalSetup]
    public void Setup() => _scenario = new IncastScenario { FanIn = FanIn, RequestBytes = 256e3, LinkBytesPerSecond = 125e6, BufferBytes = 64e3 };

    /// <summary>The mean of a block.</summary>
    [Benchmark]
    public double Predict() => IncastModel.Predict(_scenario, Blocks).BlockSeconds.Value;
}
