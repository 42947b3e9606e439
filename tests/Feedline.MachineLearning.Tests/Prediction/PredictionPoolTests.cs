using Feedline.MachineLearning.Tests.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Feedline.MachineLearning.Tests.Prediction;

/// <summary>Predictions by many threads.</summary>
public sealed class PredictionPoolTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Many_threads_get_what_one_would()
    {
        TransformerChain<NormalizingTransformer> model = Fitted();
        Row[] rows = [.. Enumerable.Range(0, 4_000).Select(i => new Row { Pair = [i, i % 17] })];
        using PredictionEngine<Row, Row> engine = _context.Model.CreatePredictionEngine<Row, Row>(model);
        float[][] expected = [.. rows.Select(row => (float[])engine.Predict(row).Pair.Clone())];

        using var pool = new PredictionPool<Row, Row>(_context, model);
        var found = new float[rows.Length][];
        Parallel.For(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => found[i] = pool.Predict(rows[i]).Pair);

        Assert.Equal(expected, found);
    }

    [Fact]
    public void Results_belong_to_who_asked()
    {
        using var pool = new PredictionPool<Row, Row>(_context, Fitted());
        Row first = pool.Predict(new Row { Pair = [0, 0] });
        float before = first.Pair[0];
        pool.Predict(new Row { Pair = [99, 9] });

        Assert.Equal(before, first.Pair[0]);
    }

    [Fact]
    public void A_disposed_pool_says_so()
    {
        var pool = new PredictionPool<Row, Row>(_context, Fitted());
        pool.Dispose();
        pool.Dispose();

        Assert.Throws<ObjectDisposedException>(() => pool.Predict(new Row()));
    }

    [Fact]
    public void A_model_that_looks_at_several_rows_is_refused()
    {
        IDataView data = _context.Data.LoadFromEnumerable([new Row()]);
        ITransformer model = _context.Transforms.ScoreSpectralResidual("Out", nameof(Row.Value)).Fit(data);

        Assert.ThrowsAny<Exception>(() => new PredictionPool<Row, Row>(_context, model));
    }

    private TransformerChain<NormalizingTransformer> Fitted() =>
        _context.Transforms.ScaleByQuantileRange("Pair").Append(_context.Transforms.NormalizeMeanVariance("Pair"))
            .Fit(_context.Data.LoadFromEnumerable(Enumerable.Range(0, 50).Select(i => new Row { Pair = [i, i * i] }).ToArray()));
}
