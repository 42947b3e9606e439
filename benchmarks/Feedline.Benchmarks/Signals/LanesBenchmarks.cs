using BenchmarkDotNet.Attributes;
using Feedline.Signals;

namespace Feedline.Benchmarks.Signals;

/// <summary>Many series side by side, per sample, against one object per series.</summary>
[MemoryDiagnoser]
public class LanesBenchmarks
{
    private const int Samples = 64_000;
    private readonly double[] _values = RandomSeries.Uniform(Samples);
    private RollingVarianceLanes _rolling = new(1, 1);
    private ExponentialAverageLanes _average = new(1, 0.1);
    private RollingVariance[] _single = [];

    [Params(64, 1000)]
    public int Lanes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _rolling = new RollingVarianceLanes(Lanes, 100);
        _average = new ExponentialAverageLanes(Lanes, 0.1);
        _single = [.. Enumerable.Range(0, Lanes).Select(_ => new RollingVariance(100))];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Samples)]
    public void MeanAndVariance()
    {
        for (int i = 0; i < Samples; i += Lanes)
            _rolling.Add(_values.AsSpan(i, Lanes));
    }

    [Benchmark(OperationsPerInvoke = Samples)]
    public void ExponentialAverages()
    {
        for (int i = 0; i < Samples; i += Lanes)
            _average.Add(_values.AsSpan(i, Lanes));
    }

    [Benchmark(OperationsPerInvoke = Samples)]
    public double OneObjectPerSeries()
    {
        double sum = 0;
        for (int i = 0; i < Samples; i += Lanes)
        {
            for (int lane = 0; lane < Lanes; lane++)
                sum += _single[lane].Add(_values[i + lane]);
        }

        return sum;
    }
}
