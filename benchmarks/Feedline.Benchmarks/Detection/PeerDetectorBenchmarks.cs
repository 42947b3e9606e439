using BenchmarkDotNet.Attributes;

namespace Feedline.Benchmarks.Detection;

/// <summary>What an instant costs, a node's ranks and a large job's.</summary>
[MemoryDiagnoser]
public class PeerDetectorBenchmarks
{
    private const int Instants = 64;
    private double[][] _steps = [];
    private AnomalyScore[] _scores = [];
    private PeerDetector _detector = null!;

    [Params(8, 1024)]
    public int Peers { get; set; }

    [GlobalSetup]
    public void Learn()
    {
        var random = new Random(1);
        _steps = [.. Enumerable.Range(0, Instants).Select(_ => Enumerable.Range(0, Peers).Select(_ => 0.3 + 0.01 * random.NextDouble()).ToArray())];
        _scores = new AnomalyScore[Peers];
        _detector = new PeerDetector(Peers);
        for (int i = 0; i < 100; i++)
            Score();
    }

    [Benchmark(OperationsPerInvoke = Instants)]
    public double Score()
    {
        foreach (double[] step in _steps)
            _detector.Score(step, _scores);
        return _scores[0].Score;
    }
}
