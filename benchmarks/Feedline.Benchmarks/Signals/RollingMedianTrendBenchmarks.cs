using BenchmarkDotNet.Attributes;
using Feedline.Signals;

namespace Feedline.Benchmarks.Signals;

/// <summary>Rolling median of data that is not white noise: its ranks drift, or most of its values are alike.</summary>
[MemoryDiagnoser]
public class RollingMedianTrendBenchmarks
{
    private const int Samples = 100_000;
    private readonly double[] _results = new double[Samples];
    private double[] _values = [];
    private RollingMedian _rolling = new(1);

    [Params(101, 1001)]
    public int Window { get; set; }

    [Params("ramp", "random walk", "8 levels")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _values = RandomSeries.Uniform(Samples);
        double sum = 0;
        for (int i = 0; i < Samples; i++)
        {
            sum += _values[i] - 0.5;
            _values[i] = Shape switch
            {
                "ramp" => i + _values[i],
                "random walk" => sum,
                _ => Math.Floor(8 * _values[i]),
            };
        }

        _rolling = new RollingMedian(Window);
    }

    [Benchmark(OperationsPerInvoke = Samples)]
    public void Feedline() => _rolling.Add(_values, _results);
}
