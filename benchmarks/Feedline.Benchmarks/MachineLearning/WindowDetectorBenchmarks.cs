using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Feedline.Benchmarks.Signals;
using Feedline.MachineLearning;

namespace Feedline.Benchmarks.MachineLearning;

/// <summary>Scoring windows of many numbers, and training on them.</summary>
[MemoryDiagnoser]
public class WindowDetectorBenchmarks
{
    private const int Rows = 4096;
    private double[] _windows = [];
    private double[] _shares = [];
    private WindowScore[] _scores = [];
    private ImmutableArray<WindowPart> _parts = [];
    private WindowAnomalyDetector _detector = null!;

    [Params(64)]
    public int Numbers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _parts = [.. Enumerable.Range(0, Numbers).Select(i => new WindowPart($"signal{i}", "level"))];
        _windows = RandomSeries.Uniform(Rows * Numbers, 1);
        _shares = new double[Numbers];
        _scores = new WindowScore[Rows];
        _detector = WindowAnomalyDetector.Train(_parts, _windows);
    }

    [Benchmark]
    public WindowScore ScoreAndExplain() => _detector.Score(_windows.AsSpan(0, Numbers), _shares);

    [Benchmark(OperationsPerInvoke = Rows)]
    public WindowScore ScoreBatch()
    {
        _detector.ScoreAll(_windows, _scores);
        return _scores[0];
    }

    [Benchmark]
    public WindowAnomalyDetector Train() => WindowAnomalyDetector.Train(_parts, _windows);
}
