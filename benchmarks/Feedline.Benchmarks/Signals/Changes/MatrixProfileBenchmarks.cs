using BenchmarkDotNet.Attributes;
using Feedline.Signals;

namespace Feedline.Benchmarks.Signals.Changes;

/// <summary>Matrix profile of windows of 100 values: all pairs of a series, and one more value at a history of 4,096.</summary>
[MemoryDiagnoser]
public class MatrixProfileBenchmarks
{
    private const int Window = 100;
    private readonly double[] _values = RandomSeries.Uniform(1 << 14);
    private readonly double[] _distances = new double[1 << 14];
    private readonly MatrixProfile _profile = new(Window, 1 << 14);
    private readonly RollingMatrixProfile _rolling = new(Window, 4096);

    [Benchmark]
    public void SelfJoin() => _profile.Join(_values);

    [Benchmark(OperationsPerInvoke = 1 << 14)]
    public void Append() => _rolling.Add(_values, _distances);
}
