using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.Benchmarks.MachineLearning;

/// <summary>What components that look at the last rows cost a row, over the same columns kept in memory.</summary>
[MemoryDiagnoser]
public class WindowTransformBenchmarks
{
    private const int Rows = 20_000;

    private readonly MLContext _context = new(seed: 1);
    private IDataView _plain = null!, _features = null!, _residual = null!;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        IDataView data = _context.Data.LoadFromEnumerable(
            Enumerable.Range(0, Rows).Select(i => new Sample { Rank = i % 8, Value = random.NextSingle() }).ToArray());
        _plain = _context.Data.Cache(data);
        _features = _context.Transforms.ExtractWindowFeatures("Out", nameof(Sample.Value), 64, nameof(Sample.Rank)).Fit(_plain).Transform(_plain);
        _residual = _context.Transforms.ScoreSpectralResidual("Out", nameof(Sample.Value), 123, nameof(Sample.Rank)).Fit(_plain).Transform(_plain);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Rows)]
    public float PlainRow() => Last<float>(_plain, nameof(Sample.Value));

    [Benchmark(OperationsPerInvoke = Rows)]
    public VBuffer<float> WindowFeatures() => Last<VBuffer<float>>(_features, "Out");

    [Benchmark(OperationsPerInvoke = Rows)]
    public float SpectralResidual() => Last<float>(_residual, "Out");

    private static T Last<T>(IDataView data, string column)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema[column]]);
        ValueGetter<T> getter = cursor.GetGetter<T>(data.Schema[column]);
        T value = default!;
        while (cursor.MoveNext())
            getter(ref value);

        return value;
    }

    private sealed class Sample
    {
        public int Rank { get; set; }

        public float Value { get; set; }
    }
}
