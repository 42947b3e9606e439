using BenchmarkDotNet.Attributes;
using Feedline.Signals;

namespace Feedline.Benchmarks.Signals;

/// <summary>Rolling median per sample, against a sorted array with binary search.</summary>
[MemoryDiagnoser]
public class RollingMedianBenchmarks
{
    private const int Samples = 100_000;
    private readonly double[] _values = RandomSeries.Uniform(Samples);
    private readonly double[] _results = new double[Samples];
    private RollingMedian _rolling = new(1);

    [Params(11, 101, 1001)]
    public int Window { get; set; }

    [GlobalSetup]
    public void Setup() => _rolling = new RollingMedian(Window);

    [Benchmark(Baseline = true, OperationsPerInvoke = Samples)]
    public void Feedline() => _rolling.Add(_values, _results);

    [Benchmark(OperationsPerInvoke = Samples)]
    public void SortedArray()
    {
        var sorted = new double[Window];
        int count = 0;
        for (int i = 0; i < Samples; i++)
        {
            if (count == Window)
            {
                int gone = Array.BinarySearch(sorted, 0, count, _values[i - Window]);
                Array.Copy(sorted, gone + 1, sorted, gone, --count - gone);
            }

            int place = Array.BinarySearch(sorted, 0, count, _values[i]);
            place = place < 0 ? ~place : place;
            Array.Copy(sorted, place, sorted, place + 1, count++ - place);
            sorted[place] = _values[i];
            _results[i] = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        }
    }
}
