using BenchmarkDotNet.Attributes;
using Feedline.Signals;
using HdrHistogram;

namespace Feedline.Benchmarks.Signals;

/// <summary>
/// One insert into a sketch: durations in seconds, spread over decades or within 3 % as steps of a training run are. HdrHistogram keeps three
/// digits of whole microseconds.
/// </summary>
[MemoryDiagnoser]
public class SketchBenchmarks
{
    private const int Samples = 100_000;
    private readonly double[] _values = new double[Samples];
    private readonly DDSketch _sketch = new(0.01, 1e-6, 1e6);
    private readonly TDigest _digest = new();
    private readonly LongHistogram _histogram = new(1_000_000_000_000, 3);

    [Params(1.0, 0.03)]
    public double Spread { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        double[] uniform = RandomSeries.Uniform(12 * Samples);
        for (int i = 0; i < Samples; i++)
            _values[i] = 0.25 * Math.Exp(Spread * (uniform.AsSpan(12 * i, 12).ToArray().Sum() - 6));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Samples)]
    public void DDSketchSpan() => _sketch.Add(_values);

    [Benchmark(OperationsPerInvoke = Samples)]
    public void DDSketchSingle()
    {
        foreach (double value in _values)
            _sketch.Add(value);
    }

    [Benchmark(OperationsPerInvoke = Samples)]
    public void TDigestSpan() => _digest.Add(_values);

    [Benchmark(OperationsPerInvoke = Samples)]
    public void HdrHistogramSingle()
    {
        foreach (double value in _values)
            _histogram.RecordValue((long)(value * 1e6));
    }
}
