using BenchmarkDotNet.Attributes;
using Feedline.Signals;

namespace Feedline.Benchmarks.Signals.Changes;

/// <summary>Optimal change points of 65,536 noisy values with 20 changes.</summary>
[MemoryDiagnoser]
public class PeltBenchmarks
{
    private const int Count = 1 << 16;
    private readonly double[] _values = RandomSeries.Uniform(Count);
    private readonly int[] _changes = new int[Count];
    private Pelt _pelt = new(SegmentCost.SquaredDeviation, 1);

    [Params(SegmentCost.SquaredDeviation, SegmentCost.RankDeviation, SegmentCost.AbsoluteDeviation)]
    public SegmentCost Cost { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _pelt = new Pelt(Cost, Count);
        for (int i = 0; i < Count; i++)
            _values[i] += i * 21L / Count % 2;
    }

    [Benchmark]
    public int Feedline() => _pelt.Find(_values, Cost == SegmentCost.RankDeviation ? 24 : 3, _changes);
}
