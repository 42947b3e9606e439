using BenchmarkDotNet.Attributes;
using Feedline.Signals;

namespace Feedline.Benchmarks.Signals;

/// <summary>All features of one window.</summary>
[MemoryDiagnoser]
public class WindowFeaturesBenchmarks
{
    // Many windows, or the branch predictor learns them by heart.
    private const int Inputs = 64;
    private readonly double[] _features = new double[WindowFeatures.Names.Length];
    private double[][] _windows = [];
    private WindowFeatures _extractor = null!;
    private int _next;

    [Params(16, 64, 512)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _extractor = new WindowFeatures(Length);
        _windows = [.. Enumerable.Range(0, Inputs).Select(seed => RandomSeries.Uniform(Length, seed))];
    }

    [Benchmark]
    public double Extract()
    {
        _extractor.Extract(_windows[_next++ % Inputs], _features);
        return _features[0];
    }
}
