using BenchmarkDotNet.Attributes;
using Feedline.Benchmarks.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.Benchmarks.MachineLearning;

/// <summary>ML.NET's own components and scorer on the same rows: what is built on, and what it is compared with.</summary>
[MemoryDiagnoser]
public class RandomizedPcaBenchmarks
{
    private const int Rows = 4096;
    private const int Numbers = 64;
    private readonly MLContext _ml = new(1);
    private IDataView _data = null!;
    private PredictionEngine<Row, Answer> _engine = null!;
    private Row _row = null!;

    [GlobalSetup]
    public void Setup()
    {
        double[] values = RandomSeries.Uniform(Rows * Numbers, 1);
        Row[] rows = [.. values.Chunk(Numbers).Select(static row => new Row { Features = Array.ConvertAll(row, static x => (float)x) })];
        _data = _ml.Data.LoadFromEnumerable(rows);
        _engine = _ml.Model.CreatePredictionEngine<Row, Answer>(Fit());
        _row = rows[0];
    }

    [Benchmark]
    public ITransformer Fit() => _ml.AnomalyDetection.Trainers.RandomizedPca(nameof(Row.Features), rank: 16, oversampling: 20, seed: 1).Fit(_data);

    [Benchmark]
    public float Score() => _engine.Predict(_row).Score;

    private sealed class Row
    {
        [VectorType(Numbers)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Answer
    {
        public float Score { get; set; }
    }
}
