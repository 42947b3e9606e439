using BenchmarkDotNet.Attributes;
using Feedline.Signals;

namespace Feedline.Benchmarks.Signals.Changes;

/// <summary>A whole recorded series at once: ranges that are unusual, and changes, of noise with a season and some shifts.</summary>
[MemoryDiagnoser]
public class WholeSeriesBenchmarks
{
    private double[] _values = [];

    [Params(2_000, 100_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _values = RandomSeries.Uniform(Count);
        for (int i = 0; i < Count; i++)
            _values[i] += Math.Sin(2 * Math.PI * i / 100) + i * 5L / Count % 2;
    }

    [Benchmark]
    public int RangeScores() => global::Feedline.Signals.RangeScores.Of(_values).Ranges.Length;

    [Benchmark]
    public int ChangePoints() => global::Feedline.Signals.ChangePoints.Find(_values).Length;
}
