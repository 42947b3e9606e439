using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Feedline.Signals;

namespace Feedline.Benchmarks.Signals;

/// <summary>One fused pass against a sum alone and against the separate passes it replaces.</summary>
[MemoryDiagnoser]
public class SummaryBenchmarks
{
    private double[] _values = [];
    private float[] _floats = [];

    [Params(1024, 100_000, 16_000_000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _values = RandomSeries.Uniform(Length);
        _floats = Array.ConvertAll(_values, v => (float)v);
    }

    [Benchmark(Baseline = true)]
    public double TensorSum() => TensorPrimitives.Sum<double>(_values);

    [Benchmark]
    public double TensorSeparateCalls() =>
        TensorPrimitives.Average<double>(_values) + TensorPrimitives.StdDev<double>(_values)
        + TensorPrimitives.Min<double>(_values) + TensorPrimitives.Max<double>(_values);

    [Benchmark]
    public SummaryStatistics Summarise() => Summary.Of(_values, 0.9);

    [Benchmark]
    public SummaryStatistics SummariseFloats() => Summary.Of(_floats, 0.9f);
}
