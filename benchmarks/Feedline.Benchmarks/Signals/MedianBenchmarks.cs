using BenchmarkDotNet.Attributes;
using Feedline.Signals;
using MathNet.Numerics.Statistics;

namespace Feedline.Benchmarks.Signals;

/// <summary>The median of data not seen before: each call works on a fresh copy, whose cost is the first benchmark.</summary>
[MemoryDiagnoser]
public class MedianBenchmarks
{
    // Many different inputs, or the branch predictor learns them by heart and flatters everyone.
    private const int Inputs = 16;
    private double[][] _inputs = [];
    private float[][] _floatInputs = [];
    private double[] _values = [];
    private float[] _floats = [];
    private int _next;

    [Params(512, 16_384, 1_000_000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _inputs = Enumerable.Range(0, Inputs).Select(seed => RandomSeries.Uniform(Length, seed)).ToArray();
        _floatInputs = Array.ConvertAll(_inputs, input => Array.ConvertAll(input, v => (float)v));
        _values = new double[Length];
        _floats = new float[Length];
    }

    [Benchmark]
    public double Copy()
    {
        Fresh();
        return _values[0];
    }

    [Benchmark(Baseline = true)]
    public double FeedlineMedian()
    {
        Fresh();
        return Median.InPlace(_values);
    }

    [Benchmark]
    public float FeedlineMedianOfFloats()
    {
        _next = (_next + 1) % Inputs;
        _floatInputs[_next].CopyTo(_floats, 0);
        return Median.InPlace(_floats);
    }

    [Benchmark]
    public double Quickselect()
    {
        Fresh();
        return ScalarQuickselect.Select(_values, Length / 2);
    }

    [Benchmark]
    public double MathNetMedian()
    {
        Fresh();
        return ArrayStatistics.MedianInplace(_values);
    }

    [Benchmark]
    public double SortedMedian()
    {
        Fresh();
        Array.Sort(_values);
        return (_values[(Length - 1) / 2] + _values[Length / 2]) / 2;
    }

    private void Fresh()
    {
        _next = (_next + 1) % Inputs;
        _inputs[_next].CopyTo(_values, 0);
    }
}
