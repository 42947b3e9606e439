using BenchmarkDotNet.Attributes;
using Feedline.Signals;
using MathNet.Numerics.Statistics;

namespace Feedline.Benchmarks.Signals;

/// <summary>Three quantiles and the eight largest of 16,384 ranks, against what a user would call instead. Each call sees fresh data.</summary>
[MemoryDiagnoser]
public class OrderStatisticBenchmarks
{
    private const int Inputs = 16;
    private const int Ranks = 16_384;
    private static readonly double[] Levels = [0.1, 0.5, 0.99];
    private readonly double[][] _inputs = [.. Enumerable.Range(0, Inputs).Select(seed => RandomSeries.Uniform(Ranks, seed))];
    private readonly double[] _values = new double[Ranks];
    private readonly double[] _results = new double[Levels.Length];
    private readonly int[] _indices = new int[8];
    private readonly int[] _order = new int[Ranks];
    private int _next;

    [Benchmark]
    public double FeedlineQuantiles()
    {
        Fresh();
        Quantile.InPlace(_values, Levels, _results);
        return _results[2];
    }

    [Benchmark]
    public double MathNetQuantiles()
    {
        Fresh();
        for (int i = 0; i < Levels.Length; i++)
            _results[i] = ArrayStatistics.QuantileCustomInplace(_values, Levels[i], QuantileDefinition.R7);
        return _results[2];
    }

    [Benchmark]
    public double SortedQuantiles()
    {
        Fresh();
        Array.Sort(_values);
        for (int i = 0; i < Levels.Length; i++)
            _results[i] = SortedArrayStatistics.QuantileCustom(_values, Levels[i], QuantileDefinition.R7);
        return _results[2];
    }

    [Benchmark]
    public int FeedlineLargest()
    {
        Fresh();
        return Largest.Indices(_values, _indices);
    }

    [Benchmark]
    public int SortedLargest()
    {
        Fresh();
        for (int i = 0; i < Ranks; i++)
            _order[i] = i;
        Array.Sort(_values, _order);
        return _order[^8];
    }

    private void Fresh()
    {
        _next = (_next + 1) % Inputs;
        _inputs[_next].CopyTo(_values, 0);
    }
}
