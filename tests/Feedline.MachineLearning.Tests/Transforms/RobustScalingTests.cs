using CsCheck;
using Feedline.MachineLearning.Tests.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning.Tests.Transforms;

/// <summary>Scaling by median and spread.</summary>
public sealed class RobustScalingTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void It_is_the_formula() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[0, 1_000_000], Gen.Bool).Sample((count, seed, byRange) =>
        {
            var random = new Random(seed);
            float[] values = [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-50, 50))];
            float[] found = Scaled(values, byRange);

            double[] sorted = [.. values.Select(x => (double)x).Order()];
            double median = At(sorted, 0.5);
            double scale = byRange ? At(sorted, 0.75) - At(sorted, 0.25) : 1.4826 * At([.. sorted.Select(x => Math.Abs(x - median)).Order()], 0.5);
            double mean = sorted.Average();
            if (scale == 0)
                scale = Math.Sqrt(sorted.Sum(x => (x - mean) * (x - mean)) / count) / 2;
            if (scale == 0)
                scale = 1;
            for (int i = 0; i < count; i++)
                Assert.Equal((values[i] - median) / scale, found[i], 1e-5 * (1 + Math.Abs(found[i])));
        });

    [Fact]
    public void Half_of_the_rows_cannot_spoil_it()
    {
        float[] clean = [.. Enumerable.Range(0, 101).Select(i => i / 100f)];
        float[] spoilt = [.. clean, .. Enumerable.Repeat(1e9f, 40)];

        Assert.InRange(Scaled(spoilt, byRange: false)[100], 0, 3);
    }

    [Fact]
    public void What_is_not_finite_is_passed_over_and_stays()
    {
        float[] found = Scaled([1, 2, 3, float.NaN, float.PositiveInfinity], byRange: false);

        Assert.Equal([-0.674491f, 0, 0.674491f, float.NaN, float.PositiveInfinity], found.Select(x => MathF.Round(x, 6)));
        Assert.Equal([float.NaN, float.NaN], Scaled([float.NaN, float.NaN], byRange: true));
    }

    [Fact]
    public void Vectors_are_scaled_slot_by_slot_and_keep_names()
    {
        Row[] rows = [.. Enumerable.Range(0, 9).Select(i => new Row { Value = i, Pair = [i * 10, 5] })];
        IDataView data = _context.Data.LoadFromEnumerable(rows);
        var pipeline = _context.Transforms.Concatenate("All", nameof(Row.Value), nameof(Row.Pair)).Append(_context.Transforms.ScaleByQuantileRange("All"));

        IDataView scaled = pipeline.Fit(data).Transform(data);

        Assert.Equal(Enumerable.Range(0, 9).Select(i => new[] { (i - 4) / 4f, (i - 4) / 4f, 0 }), Rows.Of(scaled, "All").Select(row => (float[])row[0]));
        VBuffer<ReadOnlyMemory<char>> names = default;
        scaled.Schema["All"].GetSlotNames(ref names);
        Assert.Equal("Value", names.GetItemOrDefault(0).ToString());
    }

    [Fact]
    public void Rows_may_be_shuffled_and_shared_out()
    {
        IDataView data = _context.Data.Cache(_context.Data.LoadFromEnumerable(Enumerable.Range(0, 500).Select(i => new Row { Value = i }).ToArray()));
        IDataView scaled = _context.Transforms.ScaleByMedianDeviation("Out", nameof(Row.Value)).Fit(data).Transform(data);
        DataViewSchema.Column[] needed = [scaled.Schema["Out"]];
        var shared = new List<float>();
        foreach (DataViewRowCursor cursor in scaled.GetRowCursorSet(needed, 3))
        {
            using (cursor)
                shared.AddRange(Rows.Of(cursor, needed).Select(row => (float)row[0]));
        }

        Assert.True(scaled.CanShuffle);
        Assert.Equal(500, scaled.GetRowCount());
        Assert.Equal(Rows.Singles(scaled, "Out"), shared.Order());
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        IDataView data = _context.Data.LoadFromEnumerable([new Row()]);

        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Transforms.ScaleByQuantileRange("Out", nameof(Row.Value), double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Transforms.ScaleByQuantileRange("Out", nameof(Row.Value), 0.5, 0.5));
        Assert.Throws<ArgumentException>(() => _context.Transforms.ScaleByMedianDeviation("Out", nameof(Row.Job)).Fit(data));
        Assert.Throws<ArgumentException>(() => _context.Transforms.ScaleByMedianDeviation("Out", "Nowhere").Fit(data));
        ITransformer ofPairs = _context.Transforms.ScaleByMedianDeviation("Value", nameof(Row.Pair)).Fit(data);
        Assert.Throws<ArgumentException>(() => ofPairs.Transform(_context.Transforms.CopyColumns("Pair", "Value").Fit(data).Transform(data)));
    }

    private float[] Scaled(float[] values, bool byRange)
    {
        IDataView data = _context.Data.LoadFromEnumerable(values.Select(value => new Row { Value = value }).ToArray());
        IEstimator<ITransformer> estimator = byRange ? _context.Transforms.ScaleByQuantileRange("Value") : _context.Transforms.ScaleByMedianDeviation("Value");
        return Rows.Singles(estimator.Fit(data).Transform(data), "Value");
    }

    private static double At(double[] sorted, double level)
    {
        double place = level * (sorted.Length - 1);
        int below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
