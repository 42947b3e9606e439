using BenchmarkDotNet.Attributes;
using Feedline.Signals;

namespace Feedline.Benchmarks.Signals;

/// <summary>Merging the sketch of one node into another's, and what a question costs: twelve decades at 1 %.</summary>
[MemoryDiagnoser]
public class SketchMergeBenchmarks
{
    private readonly DDSketch _sketch = new(0.01, 1e-6, 1e6);
    private readonly DDSketch _other = new(0.01, 1e-6, 1e6);
    private readonly TDigest _digest = new();
    private readonly TDigest _otherDigest = new();

    [GlobalSetup]
    public void Setup()
    {
        _sketch.Add(RandomSeries.Uniform(100_000, 1));
        _other.Add(RandomSeries.Uniform(100_000, 2));
        _digest.Add(RandomSeries.Uniform(100_000, 1));
        _otherDigest.Add(RandomSeries.Uniform(100_000, 2));
    }

    [Benchmark(Baseline = true)]
    public void DDSketchMerge() => _sketch.Merge(_other);

    [Benchmark]
    public double DDSketchQuantile() => _other.Quantile(0.99);

    [Benchmark]
    public void TDigestMerge() => _digest.Merge(_otherDigest);

    [Benchmark]
    public double TDigestQuantile() => _otherDigest.Quantile(0.99);
}
