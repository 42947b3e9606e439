using Microsoft.ML;

namespace Feedline.MachineLearning.Tests.Transforms;

/// <summary>Prediction engines of pipelines with Feedline's components.</summary>
public sealed class PredictionTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void A_pipeline_of_single_rows_has_a_prediction_engine()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 9).Select(i => new Row { Value = i }).ToArray());
        ITransformer model = _context.Transforms.ScaleByQuantileRange("Value").Fit(data);
        using PredictionEngine<Row, Row> engine = _context.Model.CreatePredictionEngine<Row, Row>(model);

        Assert.Equal(2f, engine.Predict(new Row { Value = 12 }).Value);
    }
}
