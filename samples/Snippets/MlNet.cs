using Feedline.MachineLearning;
using Feedline.Sources;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.Samples.Snippets;

/// <summary>Telemetry in ML.NET, as the guide shows it.</summary>
public static class MlNet
{
    /// <summary>Samples of an engine, and the steps of a recording.</summary>
    public static (IDataView Samples, IDataView Steps) Load(DiagnosticEngine engine, string folder)
    {
        #region ml-load
        var mlContext = new MLContext(seed: 1);
        IDataView samples = mlContext.Data.LoadFromSignals(engine.Store, SignalNames.DataWaitDuration);
        IDataView steps = mlContext.Data.LoadStepsFromRecording(() => OtlpRecording.Open(folder), new StepDataOptions
        {
            Columns =
            [
                new StepColumn(SignalNames.ComputeDuration),
                new StepColumn(SignalNames.CollectiveDuration),
                new StepColumn(SignalNames.StorageOperationDuration, StepAggregation.Max) { Filter = new Dimension(DimensionKeys.StorageLayer, "dataset") },
            ],
        });
        #endregion
        return (samples, steps);
    }

    /// <summary>A pipeline of Feedline's and ML.NET's own components.</summary>
    public static ITransformer Fit(MLContext mlContext, IDataView steps)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        #region ml-pipeline
        var pipeline = mlContext.Transforms.ReplaceMissingValues([new(SignalNames.ComputeDuration), new(SignalNames.CollectiveDuration)])
            .Append(mlContext.Transforms.Concatenate("Signals", SignalNames.ComputeDuration, SignalNames.CollectiveDuration))
            .Append(mlContext.Transforms.ExtractWindowFeatures("Features", "Signals", windowLength: 32, StepDataColumns.Job, StepDataColumns.Rank))
            .Append(mlContext.Transforms.ReplaceMissingValues("Features"))       // the first 31 steps of each rank have none
            .Append(mlContext.Transforms.ScaleByMedianDeviation("Features"))
            .Append(mlContext.AnomalyDetection.Trainers.RandomizedPca(rank: 8));

        ITransformer model = pipeline.Fit(mlContext.Data.Cache(steps));          // read once, not once a pass
        #endregion
        return model;
    }

    /// <summary>Change points of a series, learnt from a healthy stretch.</summary>
    public static IDataView Changes(MLContext mlContext, IDataView healthy, IDataView steps)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        #region ml-changes
        IEstimator<ITransformer> changes = mlContext.Transforms.DetectChangePointsBySingularSpectrum(
            "Change", SignalNames.ComputeDuration, trainingWindowSize: 240, seasonalityWindowSize: 24, confidence: 99);
        IDataView scored = changes.Fit(healthy).Transform(steps);
        #endregion
        return scored;
    }

    /// <summary>A model that outlives its process.</summary>
    public static ITransformer Reload(MLContext mlContext, ITransformer model, DataViewSchema schema, string file)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        #region ml-save
        mlContext.Model.Save(model, schema, file);

        // In the other process:
        var other = new MLContext().RegisterFeedline();
        ITransformer loaded = other.Model.Load(file, out DataViewSchema inputSchema);
        #endregion
        return inputSchema.Count > 0 ? loaded : model;
    }

    /// <summary>Predictions by many threads.</summary>
    public static float[] Scale(MLContext mlContext, ITransformer model, float[] waits)
    {
        ArgumentNullException.ThrowIfNull(waits);
        var scaled = new float[waits.Length];
        #region ml-pool
        using var pool = new PredictionPool<Wait, Wait>(mlContext, model);
        Parallel.For(0, waits.Length, i => scaled[i] = pool.Predict(new Wait { Seconds = waits[i] }).Seconds);
        #endregion
        return scaled;
    }

    /// <summary>A row.</summary>
    public sealed class Wait
    {
        /// <summary>How long.</summary>
        [ColumnName("Seconds")]
        public float Seconds { get; set; }
    }
}
