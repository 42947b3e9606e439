using BenchmarkDotNet.Attributes;
using Feedline.Signals;

namespace Feedline.Benchmarks.Signals.Changes;

/// <summary>Extreme-value thresholds per value, and what a window of 2,000 samples costs to score or to split.</summary>
[MemoryDiagnoser]
public class AnomalyBenchmarks
{
    private const int Samples = 100_000;
    private const int Window = 2_000;
    private readonly double[] _values = RandomSeries.Uniform(Samples);
    private readonly ChangeDirection[] _alarms = new ChangeDirection[Samples];
    private readonly double[] _scores = new double[Window];
    private readonly double[] _trend = new double[Window];
    private readonly double[] _season = new double[Window];
    private readonly double[] _residual = new double[Window];
    private readonly PeaksOverThreshold _thresholds = new(1e-4, TailSides.Both);
    private readonly SpectralResidual _spectral = new(Window);
    private readonly SeasonalDecomposition _seasonal = new(Window, 100);

    [GlobalSetup]
    public void Setup()
    {
        // Exponential, so that both tails are there to be fitted: a sharp one and a long one.
        foreach (ref double value in _values.AsSpan())
            value = -Math.Log(1 - value);
    }

    [Benchmark(OperationsPerInvoke = Samples)]
    public void PeaksOverThreshold() => _thresholds.Add(_values, _alarms);

    [Benchmark]
    public void SpectralResidual() => _spectral.Scores(_values.AsSpan(0, Window), _scores);

    [Benchmark]
    public void SeasonalDecomposition() => _seasonal.Split(_values.AsSpan(0, Window), _trend, _season, _residual);
}
