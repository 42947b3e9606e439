using CsCheck;
using Feedline.MachineLearning.Tests.Data;
using Feedline.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning.Tests.Transforms;

/// <summary>Components that look at the last rows.</summary>
public sealed class WindowTransformTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Features_are_those_of_the_last_rows_of_the_group() =>
        Gen.Select(Gen.Int[8, 20], Gen.Int[0, 2].List[0, 90], Gen.Int[0, 1_000_000]).Sample((length, ranks, seed) =>
        {
            Row[] rows = Rows(ranks, seed);
            IDataView data = _context.Data.LoadFromEnumerable(rows);
            float[][] found = [.. Vectors(_context.Transforms.ExtractWindowFeatures("Out", nameof(Row.Pair), length, nameof(Row.Rank)), data)];

            var kernel = new WindowFeatures(length);
            for (int i = 0; i < rows.Length; i++)
            {
                Row[] group = [.. rows[..(i + 1)].Where(row => row.Rank == rows[i].Rank).TakeLast(length)];
                for (int slot = 0; slot < 2; slot++)
                {
                    var expected = new double[WindowFeatures.Names.Length];
                    if (group.Length == length)
                        kernel.Extract([.. group.Select(row => (double)row.Pair[slot])], expected);
                    else
                        Array.Fill(expected, double.NaN);
                    Assert.Equal(expected.Select(x => (float)x), found[i].Skip(slot * expected.Length).Take(expected.Length));
                }
            }
        }, iter: 30);

    [Fact]
    public void The_residual_is_that_of_the_last_rows()
    {
        Row[] rows = Rows([.. Enumerable.Repeat(0, 60)], 5);
        IDataView data = _context.Data.LoadFromEnumerable(rows);
        IDataView scored = Transform(_context.Transforms.ScoreSpectralResidual("Out", nameof(Row.Value), 20), data);

        Assert.Equal(NumberDataViewType.Single, scored.Schema["Out"].Type);
        var kernel = new SpectralResidual(20);
        Assert.Equal(
            rows.Select((_, i) => i < 19 ? float.NaN : (float)kernel.Latest([.. rows[(i - 19)..(i + 1)].Select(row => (double)row.Value)])),
            Data.Rows.Singles(scored, "Out"));
    }

    [Fact]
    public void A_stall_stands_out()
    {
        Row[] rows = Rows([.. Enumerable.Repeat(0, 400)], 9);
        rows[300].Value += 40;
        float[] scores = Data.Rows.Singles(Transform(_context.Transforms.ScoreSpectralResidual("Value"), _context.Data.LoadFromEnumerable(rows)), "Value");

        Assert.Equal(300, Array.IndexOf(scores, scores.Where(score => !float.IsNaN(score)).Max()));
        Assert.True(scores[300] > 3);
        Assert.Equal(122, scores.Count(float.IsNaN));
    }

    [Fact]
    public void Groups_are_told_apart_by_all_their_columns()
    {
        // Were keys put together without bounds, job "1" rank 11 and the like could look as one.
        Row[] rows = [.. Enumerable.Range(0, 200).Select(i => new Row { Job = i % 2 == 0 ? "a" : "aa", Rank = i % 4 / 2, Value = i % 4 })];
        float[][] found = [.. Vectors(
            _context.Transforms.ExtractWindowFeatures("Out", nameof(Row.Value), 10, nameof(Row.Job), nameof(Row.Rank)), _context.Data.LoadFromEnumerable(rows))];

        // Each group is constant: its level is its own value, and its spread is none.
        Assert.All(found.Select((features, i) => (features, i)).Skip(40), x => Assert.Equal((x.i % 4, 0f), (x.features[0], x.features[1])));
        Assert.All(found.Take(36), features => Assert.All(features, feature => Assert.True(float.IsNaN(feature))));
    }

    [Fact]
    public void A_gap_is_told_as_long_as_it_is_in_the_window()
    {
        Row[] rows = Rows([.. Enumerable.Repeat(0, 60)], 3);
        rows[30].Value = float.NaN;
        float[][] found = [.. Vectors(_context.Transforms.ExtractWindowFeatures("Out", nameof(Row.Value), 10), _context.Data.LoadFromEnumerable(rows))];

        Assert.Equal([.. Enumerable.Range(0, 9), .. Enumerable.Range(30, 10)], Enumerable.Range(0, 60).Where(i => float.IsNaN(found[i][0])));
    }

    [Fact]
    public void Slots_have_names()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Rows([0], 1));
        IDataView both = Transform(
            _context.Transforms.Concatenate("Both", nameof(Row.Value), nameof(Row.Pair)).Append(_context.Transforms.ExtractWindowFeatures("Both", windowLength: 8)), data);
        VBuffer<ReadOnlyMemory<char>> names = default;
        both.Schema["Both"].GetSlotNames(ref names);
        string[] found = [.. names.DenseValues().Select(name => name.ToString())];

        Assert.Equal(3 * WindowFeatures.Names.Length, found.Length);
        Assert.Equal(("Value.level", "Both.1.crossings"), (found[0], found[(2 * WindowFeatures.Names.Length) - 1]));
    }

    [Fact]
    public void Columns_not_asked_for_are_not_read()
    {
        var source = new Observed(_context.Data.LoadFromEnumerable(Rows([0, 0], 1)));
        IDataView data = Transform(_context.Transforms.ExtractWindowFeatures("Out", nameof(Row.Value), 8, nameof(Row.Rank)), source);

        _ = Data.Rows.Of(data, nameof(Row.Job));
        Assert.Equal([nameof(Row.Job)], source.Asked);
        _ = Data.Rows.Of(data, "Out");
        Assert.Equal([nameof(Row.Rank), nameof(Row.Value)], source.Asked);
    }

    [Fact]
    public void Rows_stay_in_order_whatever_is_asked_for()
    {
        IDataView source = _context.Data.ShuffleRows(_context.Data.LoadFromEnumerable(Rows([.. Enumerable.Repeat(0, 100)], 4)), seed: 5);
        IDataView data = Transform(_context.Transforms.ExtractWindowFeatures("Out", nameof(Row.Value), 8), source);

        Assert.False(data.CanShuffle);
        Assert.Single(data.GetRowCursorSet(data.Schema, 4)).Dispose();
        using DataViewRowCursor shuffled = data.GetRowCursor(data.Schema, new Random(1)), plain = data.GetRowCursor(data.Schema);
        Assert.Equal(Values(plain), Values(shuffled));
    }

    [Fact]
    public void Each_pass_begins_anew_and_several_may_run_at_a_time()
    {
        IDataView data = Transform(
            _context.Transforms.ExtractWindowFeatures("Out", nameof(Row.Value), 16, nameof(Row.Rank)),
            _context.Data.LoadFromEnumerable(Rows([.. Enumerable.Range(0, 500).Select(i => i % 3)], 4)));
        float[][] once = [.. Vectors(data)];
        var again = new float[4][][];
        Parallel.For(0, 4, i => again[i] = [.. Vectors(data)]);

        Assert.All(again, found => Assert.Equal(once, found));
    }

    [Fact]
    public void Unsuitable_columns_are_refused()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Rows([0], 1));
        TransformsCatalog transforms = _context.Transforms;

        Assert.Throws<ArgumentException>(() => transforms.ExtractWindowFeatures("Out", "Nowhere").Fit(data));
        Assert.Throws<ArgumentException>(() => transforms.ExtractWindowFeatures("Out", nameof(Row.Job)).Fit(data));
        Assert.Throws<ArgumentException>(() => transforms.ExtractWindowFeatures("Out", nameof(Row.Value), 8, "Nowhere").Fit(data));
        Assert.Throws<ArgumentException>(() => transforms.ExtractWindowFeatures("Out", nameof(Row.Value), 8, nameof(Row.Pair)).Fit(data));

        // Also where the pipeline is checked before there is data.
        Assert.Throws<ArgumentException>(() => transforms.ExtractWindowFeatures("Out", nameof(Row.Job)).Append(transforms.NormalizeMinMax("Out")).Fit(data));
        Assert.Throws<ArgumentOutOfRangeException>(() => transforms.ExtractWindowFeatures("Out", nameof(Row.Value), 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => transforms.ScoreSpectralResidual("Out", nameof(Row.Value), 11));
        Assert.Throws<ArgumentException>(() => transforms.ExtractWindowFeatures(""));
    }

    [Fact]
    public void There_is_no_mapping_of_single_rows()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Rows([0], 1));
        ITransformer model = _context.Transforms.ExtractWindowFeatures("Out", nameof(Row.Value)).Fit(data);

        Assert.False(model.IsRowToRowMapper);
        Assert.Throws<InvalidOperationException>(() => model.GetRowToRowMapper(data.Schema));
    }

    [Fact]
    public void A_trainer_learns_from_the_features()
    {
        Row[] rows = Rows([.. Enumerable.Repeat(0, 300)], 8);
        IDataView data = _context.Data.LoadFromEnumerable(rows);
        var pipeline = _context.Transforms.ExtractWindowFeatures("Features", nameof(Row.Value), 16)
            .Append(_context.Transforms.ReplaceMissingValues("Features"))
            .Append(_context.Transforms.NormalizeMeanVariance("Features"))
            .Append(_context.AnomalyDetection.Trainers.RandomizedPca(rank: 4));

        Assert.Equal(300, Data.Rows.Singles(pipeline.Fit(data).Transform(data), "Score").Length);
    }

    private static IDataView Transform(IEstimator<ITransformer> estimator, IDataView data) => estimator.Fit(data).Transform(data);

    private static IEnumerable<float[]> Vectors(IEstimator<ITransformer> estimator, IDataView data) => Vectors(Transform(estimator, data));

    private static IEnumerable<float[]> Vectors(IDataView data) => Data.Rows.Of(data, "Out").Select(row => (float[])row[0]);

    private static List<float> Values(DataViewRowCursor cursor) =>
        [.. Data.Rows.Of(cursor, [cursor.Schema[nameof(Row.Value)]]).Select(row => (float)row[0])];

    private static Row[] Rows(List<int> ranks, int seed)
    {
        var random = new Random(seed);
        return [.. ranks.Select(rank => new Row { Rank = rank, Value = random.NextSingle(), Pair = [random.NextSingle(), random.NextSingle() * 1e3f] })];
    }

    /// <summary>Notes which columns are asked for.</summary>
    private sealed class Observed(IDataView data) : IDataView
    {
        public string[] Asked { get; private set; } = [];

        public DataViewSchema Schema => data.Schema;

        public bool CanShuffle => data.CanShuffle;

        public long? GetRowCount() => data.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        {
            Asked = [.. columnsNeeded.Select(column => column.Name).Order()];
            return data.GetRowCursor(columnsNeeded, rand);
        }

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
            data.GetRowCursorSet(columnsNeeded, n, rand);
    }
}
