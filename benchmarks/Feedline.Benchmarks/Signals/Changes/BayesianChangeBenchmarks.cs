using BenchmarkDotNet.Attributes;
using Feedline.Signals;

namespace Feedline.Benchmarks.Signals.Changes;

/// <summary>Bayesian online change points per value, with all run lengths up to the cap in play.</summary>
[MemoryDiagnoser]
public class BayesianChangeBenchmarks
{
    private const int Samples = 20_000;
    private readonly double[] _values = RandomSeries.Uniform(Samples);
    private readonly double[] _scores = new double[Samples];
    private readonly BayesianChangeDetector _detector = new(NormalGammaPrior.Standard);

    [Benchmark(OperationsPerInvoke = Samples)]
    public void Feedline() => _detector.Add(_values, _scores);
}
