using BenchmarkDotNet.Attributes;
using Feedline.Signals;

namespace Feedline.Benchmarks.Signals;

/// <summary>The other rolling kernels per sample. For the median see <see cref="RollingMedianBenchmarks"/>.</summary>
[MemoryDiagnoser]
public class RollingBenchmarks
{
    private const int Samples = 100_000;
    private readonly double[] _values = RandomSeries.Uniform(Samples);
    private readonly double[] _results = new double[Samples];
    private readonly double[] _others = new double[Samples];
    private RollingMean _mean = new(1);
    private RollingVariance _variance = new(1);
    private RollingMaximum _maximum = new(1);
    private RollingQuantile _quantile = new(1, 0.9);
    private RollingMedianAbsoluteDeviation _deviation = new(1);
    private HampelIdentifier _hampel = new(1, 0);

    [Params(11, 101, 1001)]
    public int Window { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _mean = new RollingMean(Window);
        _variance = new RollingVariance(Window);
        _maximum = new RollingMaximum(Window);
        _quantile = new RollingQuantile(Window, 0.9);
        _deviation = new RollingMedianAbsoluteDeviation(Window);
        _hampel = new HampelIdentifier(Window, 0);
    }

    [Benchmark(OperationsPerInvoke = Samples)]
    public void Mean() => _mean.Add(_values, _results);

    [Benchmark(OperationsPerInvoke = Samples)]
    public void MeanAndVariance() => _variance.Add(_values, _results, _others);

    [Benchmark(OperationsPerInvoke = Samples)]
    public void Maximum() => _maximum.Add(_values, _results);

    [Benchmark(OperationsPerInvoke = Samples)]
    public void Quantile() => _quantile.Add(_values, _results);

    [Benchmark(OperationsPerInvoke = Samples)]
    public void MedianAndDeviation() => _deviation.Add(_values, _results, _others);

    [Benchmark(OperationsPerInvoke = Samples)]
    public void Hampel() => _hampel.Add(_values, _results);
}
