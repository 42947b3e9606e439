using BenchmarkDotNet.Attributes;

namespace Feedline.Benchmarks.Detection;

/// <summary>What a sample costs a detector that has seen enough to know a season, for several kinds of series.</summary>
[MemoryDiagnoser]
public class SeriesDetectorBenchmarks
{
    private const int Samples = 1 << 16;
    private readonly SeriesDetector _detector = new();
    private double[] _values = [];
    private long _time;

    [Params(SeriesKind.Normal, SeriesKind.Season, SeriesKind.Walk, SeriesKind.Rounded, SeriesKind.Constant, SeriesKind.Spiky)]
    public SeriesKind Kind { get; set; }

    [GlobalSetup]
    public void Learn()
    {
        var random = new Random(1);
        double at = 0;
        _values = new double[Samples];
        for (int i = 0; i < Samples; i++)
        {
            double noise = Normal(random);
            at += noise;
            _values[i] = Kind switch
            {
                SeriesKind.Normal => noise,
                SeriesKind.Season => 10 * Math.Sin(2 * Math.PI * i / 256) + noise,
                SeriesKind.Walk => at,
                SeriesKind.Rounded => Math.Round(noise),
                SeriesKind.Constant => 7,
                _ => noise + (random.NextDouble() < 0.01 ? 50 * random.NextDouble() : 0),
            };
        }

        Observe();
    }

    [Benchmark(OperationsPerInvoke = Samples)]
    public double Observe()
    {
        double sum = 0;
        foreach (double value in _values)
            sum += _detector.Observe(_time += UnixTime.NanosecondsPerSecond, value).Score;
        return sum;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
