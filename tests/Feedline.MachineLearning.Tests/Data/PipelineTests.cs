using Feedline.Sources;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Feedline.MachineLearning.Tests.Data;

/// <summary>ML.NET's own transforms and trainers on telemetry.</summary>
public sealed class PipelineTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Transforms_a_cache_a_split_and_a_trainer_run()
    {
        SignalStore store = Telemetry.Store();
        Telemetry.Run(store, ranks: 4, steps: 200);
        IDataView data = _context.Data.LoadStepsFromSignals(store);
        var trainer = _context.Regression.Trainers.FastTree(
            new Microsoft.ML.Trainers.FastTree.FastTreeRegressionTrainer.Options { NumberOfThreads = 1, NumberOfTrees = 60, MinimumExampleCountPerLeaf = 2, LabelColumnName = SignalNames.DataWaitDuration });
        var pipeline = _context.Transforms.Conversion.ConvertType("RankValue", StepDataColumns.Rank, DataKind.Single)
            .Append(_context.Transforms.Concatenate("Features", "RankValue", SignalNames.Loss + ".last"))
            .Append(_context.Transforms.NormalizeMinMax("Features"))
            .AppendCacheCheckpoint(_context)
            .Append(trainer);

        DataOperationsCatalog.TrainTestData split = _context.Data.TrainTestSplit(_context.Data.Cache(data), 0.25);
        var model = pipeline.Fit(split.TrainSet);
        RegressionMetrics metrics = _context.Regression.Evaluate(model.Transform(split.TestSet), SignalNames.DataWaitDuration);

        Assert.True(metrics.RSquared > 0.95, $"{metrics.RSquared}");
    }

    [Fact]
    public void A_linear_trainer_reads_it_in_parallel_cursors()
    {
        SignalStore store = Telemetry.Store();
        Telemetry.Run(store, ranks: 4, steps: 200);
        IDataView data = _context.Data.LoadFromSignals(store, SignalNames.DataWaitDuration);
        var pipeline = _context.Transforms.Conversion.ConvertType("RankValue", SampleColumns.Rank, DataKind.Single)
            .Append(_context.Transforms.Concatenate("Features", "RankValue"))
            .Append(_context.Transforms.NormalizeMeanVariance("Features"))
            .Append(_context.Regression.Trainers.Sdca(SampleColumns.Value, maximumNumberOfIterations: 20));

        var model = pipeline.Fit(data);

        Assert.True(_context.Regression.Evaluate(model.Transform(data), SampleColumns.Value).RSquared > 0.3);
    }

    [Fact]
    public void Rows_become_objects_and_a_preview()
    {
        SignalStore store = Telemetry.Store();
        Telemetry.Run(store, ranks: 1, steps: 2);
        IDataView data = _context.Data.LoadFromSignals(store, SignalNames.Loss);

        SampleRow[] rows = [.. _context.Data.CreateEnumerable<SampleRow>(data, reuseRowObject: false)];
        DataDebuggerPreview preview = data.Preview(maxRows: 1);

        Assert.Equal([(1_000_999_999_999L, SignalNames.Loss, 1f), (1_001_999_999_999L, SignalNames.Loss, 2f)], rows.Select(row => (row.Time, row.Signal, row.Value)));
        Assert.Equal(10, preview.ColumnView.Length);
        Assert.Single(preview.RowView);
    }

    [Fact]
    public void Rows_are_filtered_shuffled_taken_and_written_as_text()
    {
        SignalStore store = Telemetry.Store();
        Telemetry.Run(store, ranks: 2, steps: 50);
        IDataView data = _context.Data.LoadStepsFromSignals(store);
        IDataView chosen = _context.Data.TakeRows(
            _context.Data.ShuffleRows(_context.Data.FilterRowsByMissingValues(data, StepDataColumns.Seconds, SignalNames.DataWaitDuration), seed: 3), 30);
        using var stream = new MemoryStream();
        _context.Data.SaveAsText(chosen, stream, headerRow: true);

        string[] lines = System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(30, lines.Count(line => line.StartsWith("job\t", StringComparison.Ordinal)));
        Assert.NotEqual(Rows.Of(chosen, StepDataColumns.Step).Select(row => (long)row[0]).Order(), Rows.Of(chosen, StepDataColumns.Step).Select(row => (long)row[0]));
    }

    [Theory]
    [InlineData("healthy")]
    [InlineData("mixed")]
    public void A_model_is_fitted_to_a_recording(string name)
    {
        string folder = Recordings.Folder(name);
        IDataView data = _context.Data.LoadStepsFromRecording(() => OtlpRecording.Open(folder), new StepDataOptions
        {
            Columns = [new(SignalNames.ComputeDuration), new(SignalNames.CollectiveDuration), new(SignalNames.DataWaitDuration)],
        });
        string[] features = [.. data.Schema.Skip(7).Select(column => column.Name)];
        var pipeline = _context.Transforms.ReplaceMissingValues(
                [.. features.Select(feature => new InputOutputColumnPair(feature))], MissingValueReplacingEstimator.ReplacementMode.Mean)
            .Append(_context.Transforms.Concatenate("Features", features))
            .Append(_context.Transforms.NormalizeMinMax("Features"))
            .Append(_context.AnomalyDetection.Trainers.RandomizedPca(rank: 2));

        IDataView scored = pipeline.Fit(data).Transform(data);

        List<object[]> rows = Rows.Of(scored, "Features", "Score");
        Assert.True(rows.Count > 400);
        Assert.All(rows, row => Assert.All((float[])row[0], feature => Assert.True(float.IsFinite(feature))));
        Assert.True(rows.DistinctBy(row => row[1]).Count() > 100);
    }

    private sealed class SampleRow
    {
        public long Time { get; set; }

        public string Signal { get; set; } = "";

        public float Value { get; set; }
    }
}
