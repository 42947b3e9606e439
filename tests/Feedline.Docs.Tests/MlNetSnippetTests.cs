using Feedline.Samples.Snippets;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.Docs.Tests;

/// <summary>What the guide to ML.NET shows does what it says.</summary>
public sealed class MlNetSnippetTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void A_recording_is_loaded_fitted_saved_and_loaded_again()
    {
        using DiagnosticEngine engine = new DiagnosticEngineBuilder().Build();
        (IDataView samples, IDataView steps) = MlNet.Load(engine, Path.Combine(Repository.Root, "samples/recordings/desync"));
        Assert.Equal(0, samples.GetRowCount());

        ITransformer model = MlNet.Fit(_context, steps);
        string file = Path.GetTempFileName();
        try
        {
            ITransformer loaded = MlNet.Reload(_context, model, steps.Schema, file);
            float[] scores = Scores(model, steps);
            Assert.True(scores.Length > 50);
            Assert.Equal(scores, Scores(loaded, steps));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Many_threads_predict()
    {
        IDataView data = _context.Data.LoadFromEnumerable(new float[] { 1, 2, 3 }.Select(x => new MlNet.Wait { Seconds = x }).ToArray());
        ITransformer model = _context.Transforms.ScaleByQuantileRange("Seconds").Fit(data);

        Assert.Equal([-1, 0, 8], MlNet.Scale(_context, model, [1, 2, 10]));
    }

    [Fact]
    public void A_change_is_found()
    {
        var random = new Random(3);
        Step[] healthy = [.. Enumerable.Range(0, 300).Select(_ => new Step { Seconds = 1 + (0.1f * random.NextSingle()) })];
        Step[] slower = [.. healthy.Select((step, i) => new Step { Seconds = step.Seconds + (i < 200 ? 0 : 0.5f) })];
        IDataView scored = MlNet.Changes(_context, _context.Data.LoadFromEnumerable(healthy), _context.Data.LoadFromEnumerable(slower));

        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Change"]]);
        ValueGetter<VBuffer<double>> getter = cursor.GetGetter<VBuffer<double>>(scored.Schema["Change"]);
        var alerts = new List<long>();
        VBuffer<double> row = default;
        while (cursor.MoveNext())
        {
            getter(ref row);
            if (row.GetItemOrDefault(0) == 1)
                alerts.Add(cursor.Position);
        }

        Assert.InRange(Assert.Single(alerts), 200, 206);
    }

    private static float[] Scores(ITransformer model, IDataView data)
    {
        IDataView scored = model.Transform(data);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        ValueGetter<float> getter = cursor.GetGetter<float>(scored.Schema["Score"]);
        var scores = new List<float>();
        float score = 0;
        while (cursor.MoveNext())
        {
            getter(ref score);
            scores.Add(score);
        }

        return [.. scores];
    }

    private sealed class Step
    {
        [ColumnName(SignalNames.ComputeDuration)]
        public float Seconds { get; set; }
    }
}
