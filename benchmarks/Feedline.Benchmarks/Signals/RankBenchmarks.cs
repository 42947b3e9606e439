using BenchmarkDotNet.Attributes;
using Feedline.Signals;
using MathNet.Numerics.Statistics;

namespace Feedline.Benchmarks.Signals;

/// <summary>Spread across the ranks of one step, late and early scores, and what few ranks say about many.</summary>
[MemoryDiagnoser]
public class RankBenchmarks
{
    private readonly StepSpread[] _spread = new StepSpread[1];
    private double[] _values = [];
    private double[] _ascending = [];
    private double[] _scratch = [];
    private double[] _scores = [];
    private int[] _order = [];

    [Params(16_384)]
    public int Ranks { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _values = RandomSeries.Uniform(Ranks);
        _ascending = [.. _values.Order()];
        _scratch = new double[2 * Ranks];
        _scores = new double[Ranks];
        _order = new int[Ranks];
    }

    [Benchmark(Baseline = true)]
    public void Spread() => RankSpread.PerStep(_values, Ranks, _spread, _scratch);

    /// <summary>Median and maximum alone: it has no deviation in place, and no place of the maximum.</summary>
    [Benchmark]
    public double MathNetSpread()
    {
        _values.CopyTo(_scores, 0);
        return ArrayStatistics.Maximum(_values) - ArrayStatistics.MedianInplace(_scores);
    }

    [Benchmark]
    public void Scores() => RankScores.Compute(_values, _scores, _scratch, _order);

    [Benchmark]
    public double ExpectedMaximumOf8192() => ExtremeValueFit.Of(_ascending, 16).ExpectedMaximumOf(8_192);
}
