using Feedline.MachineLearning.Tests.Data;
using Feedline.MachineLearning.Tests.Transforms;
using Feedline.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning.Tests.Subspaces;

/// <summary>Spikes and changes by singular spectra in a pipeline.</summary>
public sealed class SsaTransformTests
{
    private const int Season = 12;
    private const int Trained = 240;
    private const int Change = 400;
    private const int Spike = 350;

    private readonly MLContext _context = new(seed: 1);
    private readonly Row[] _rows = Made(7, 500);

    private IDataView Data => _context.Data.LoadFromEnumerable(_rows);

    [Fact]
    public void Spikes_are_those_of_the_detector()
    {
        _rows[Spike].Value += 9;
        double[][] found = Results(Spikes().Fit(Data).Transform(Data));
        var detector = new SsaSpikeDetector(Model(), 50, 98, TailSides.Upper, isContinued: false);
        Assert.Equal(
            _rows.Select(row => detector.Add(row.Value)).Select(score => new[] { score.IsAnomalous ? 1 : 0, score.Deviation, score.PValue }), found);
        Assert.Equal(1, found[Spike][0]);
    }

    [Fact]
    public void Changes_are_those_of_the_detector()
    {
        for (int i = Change; i < _rows.Length; i++)
            _rows[i].Value += 5;
        double[][] found = Results(Changes().Fit(Data).Transform(Data));
        var detector = new SsaChangeDetector(Model(), 30, 99, SsaError.SignedProportion, isContinued: false);
        Assert.Equal(
            _rows.Select(row => detector.Add(row.Value)).Select(score => new[] { score.IsChange ? 1 : 0, score.Error, score.PValue, score.Martingale }), found);
        Assert.Contains(found[Change..(Change + 10)], row => row[0] == 1);
    }

    [Fact]
    public void The_first_window_is_not_scored()
    {
        foreach (double[] row in Results(Changes().Fit(Data).Transform(Data))[..Season])
            Assert.Equal([0, double.NaN, double.NaN, 0], row);
    }

    [Fact]
    public void Another_series_of_the_same_kind_can_be_scored()
    {
        // Five rows later in the season than what was fitted.
        Row[] others = Made(8, 300)[5..];
        double[][] found = Results(Changes().Fit(Data).Transform(_context.Data.LoadFromEnumerable(others)));
        Assert.All(found, row => Assert.Equal(0, row[0]));
    }

    [Fact]
    public void A_loaded_model_scores_as_the_saved_one()
    {
        foreach (IEstimator<ITransformer> estimator in new[] { Spikes(), Changes() })
        {
            ITransformer model = estimator.Fit(Data);
            byte[] saved = Models.Save(model, Data.Schema);
            Assert.Equal(Results(model.Transform(Data)), Results(Models.Load(saved).Transform(Data)));
        }
    }

    [Fact]
    public void Slots_have_the_names_that_users_of_ML_NET_know()
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        IDataView scored = Changes().Fit(Data).Transform(Data);
        scored.Schema["Out"].GetSlotNames(ref names);
        Assert.Equal(["Alert", "Raw Score", "P-Value Score", "Martingale Score"], names.DenseValues().Select(name => name.ToString()));
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Double, 4), scored.Schema["Out"].Type);
        Spikes().Fit(Data).Transform(Data).Schema["Out"].GetSlotNames(ref names);
        Assert.Equal(["Alert", "Raw Score", "P-Value Score"], names.DenseValues().Select(name => name.ToString()));
    }

    [Fact]
    public void Each_pass_begins_anew_and_the_column_is_worked_out_whatever_is_read()
    {
        IDataView scored = Changes().Fit(Data).Transform(Data);
        double[][] first = Results(scored);
        Assert.Equal(first, Results(scored));
        Assert.Equal(_rows.Select(row => row.Value), Rows.Singles(scored, nameof(Row.Value)));
        Assert.False(scored.CanShuffle);
        Assert.Single(scored.GetRowCursorSet([scored.Schema["Out"]], 4));
        Assert.Throws<InvalidOperationException>(() => Changes().Fit(Data).GetRowToRowMapper(Data.Schema));
    }

    [Fact]
    public void A_pipeline_knows_the_shape()
    {
        DataViewSchema schema = Changes().Append(_context.Transforms.Concatenate("All", "Out")).Fit(Data).GetOutputSchema(Data.Schema);
        Assert.Equal(4, ((VectorDataViewType)schema["All"].Type).Size);
        Assert.Throws<ArgumentException>(() => _context.Transforms.DetectSpikesBySingularSpectrum("Out", nameof(Row.Pair), 25, 12).Fit(Data));
        Assert.ThrowsAny<Exception>(() => _context.Transforms.DetectSpikesBySingularSpectrum("Out", "None", 25, 12).Fit(Data));
    }

    [Fact]
    public void Missing_values_are_not_scored_and_not_trained_on()
    {
        _rows[300].Value = float.NaN;
        double[][] found = Results(Changes().Fit(Data).Transform(Data));
        Assert.Equal([0, double.NaN, double.NaN], found[300][..3]);
        Assert.True(double.IsFinite(found[301][1]));
        _rows[20].Value = float.PositiveInfinity;
        Assert.Throws<ArgumentException>(() => Changes().Fit(Data));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        TransformsCatalog catalog = _context.Transforms;
        Assert.Throws<ArgumentException>("outputColumnName", () => catalog.DetectSpikesBySingularSpectrum("", "Value", 25, 12));
        Assert.Throws<ArgumentException>("inputColumnName", () => catalog.DetectChangePointsBySingularSpectrum("Out", "", 25, 12));
        Assert.Throws<ArgumentOutOfRangeException>("trainingWindowSize", () => catalog.DetectSpikesBySingularSpectrum("Out", "Value", 24, 12));
        Assert.Throws<ArgumentOutOfRangeException>("seasonalityWindowSize", () => catalog.DetectSpikesBySingularSpectrum("Out", "Value", 24, 1));
        Assert.Throws<ArgumentOutOfRangeException>("confidence", () => catalog.DetectSpikesBySingularSpectrum("Out", "Value", 25, 12, 100));
        Assert.Throws<ArgumentOutOfRangeException>("pvalueHistoryLength", () => catalog.DetectSpikesBySingularSpectrum("Out", "Value", 25, 12, 95, 1));
        Assert.Throws<ArgumentOutOfRangeException>("sides", () => catalog.DetectSpikesBySingularSpectrum("Out", "Value", 25, 12, sides: TailSides.None));
        Assert.Throws<ArgumentOutOfRangeException>("changeHistoryLength", () => catalog.DetectChangePointsBySingularSpectrum("Out", "Value", 25, 12, 95, 0));
        Assert.Throws<ArgumentOutOfRangeException>("error", () => catalog.DetectChangePointsBySingularSpectrum("Out", "Value", 25, 12, error: (SsaError)7));
        IDataView few = _context.Data.LoadFromEnumerable(_rows[..24]);
        Assert.Throws<ArgumentException>("input", () => catalog.DetectChangePointsBySingularSpectrum("Out", "Value", 100, 12).Fit(few));
    }

    private IEstimator<ITransformer> Spikes() =>
        _context.Transforms.DetectSpikesBySingularSpectrum("Out", nameof(Row.Value), Trained, Season, 98, 50, TailSides.Upper);

    private IEstimator<ITransformer> Changes() =>
        _context.Transforms.DetectChangePointsBySingularSpectrum("Out", nameof(Row.Value), Trained, Season, 99, 30, SsaError.SignedProportion);

    private SsaModel Model() => SsaModel.Train([.. _rows[..Trained].Select(row => (double)row.Value)], Season);

    private static double[][] Results(IDataView data) => [.. Rows.Of(data, "Out").Select(row => (double[])row[0])];

    private static Row[] Made(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(t => new Row
        {
            Value = (float)(20 + (4 * Math.Sin(Math.Tau * t / Season))
                + (Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble()))),
        })];
    }
}
