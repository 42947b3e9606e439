using BenchmarkDotNet.Attributes;
using Feedline.Signals;

namespace Feedline.Benchmarks.Signals;

/// <summary>Singular spectra: training, and one value of a stream.</summary>
[MemoryDiagnoser]
public class SsaBenchmarks
{
    private const int Trained = 480;
    private double[] _series = [];
    private SsaSpikeDetector _spikes = null!;
    private SsaChangeDetector _changes = null!;
    private int _next;

    [Params(24, 96)]
    public int Window { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        double[] noise = RandomSeries.Uniform(4_096, 1);
        _series = [.. noise.Select((x, t) => x + (3 * Math.Sin(2 * Math.PI * t / 24)))];
        SsaModel model = Train();
        _spikes = new SsaSpikeDetector(model);
        _changes = new SsaChangeDetector(model);
    }

    [Benchmark]
    public SsaModel Train() => SsaModel.Train(_series.AsSpan(0, Trained), Window);

    [Benchmark]
    public SsaScore Spike() => _spikes.Add(_series[_next++ % _series.Length]);

    [Benchmark]
    public SsaChangeScore Change() => _changes.Add(_series[_next++ % _series.Length]);
}
