using CsCheck;
using Feedline.MachineLearning.Tests.Data;
using Feedline.MachineLearning.Tests.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning.Tests.Residuals;

/// <summary>Anomalies of a series by spectral residual.</summary>
public sealed class ResidualTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void It_is_the_definition() =>
        Gen.Select(Gen.Int[12, 70], Gen.Int[0, 1_000_000]).Sample((length, seed) =>
        {
            double[] values = [.. Series(length, seed).Select(x => (double)x)];
            var batch = new ResidualBatch(length, new ResidualSettings(0.3, length, 1));
            var found = new float[length * ResidualBatch.Results];
            batch.Detect(values, found);
            (double[] scores, double[] expected) = ObviousResidual.Of(values);
            for (int i = 0; i < length; i++)
            {
                Assert.Equal(scores[i], found[(i * 7) + 1], 1e-5);

                // A score at the very limit of belief may fall on either side of it.
                if (scores.All(score => Math.Abs(score - 0.35) > 1e-6))
                    Assert.Equal(expected[i], found[(i * 7) + 3], 1e-4);
                Assert.Equal(found[(i * 7) + 3] + found[(i * 7) + 4], found[(i * 7) + 5], 1e-4);
            }
        }, iter: 40);

    [Theory]
    [InlineData(0, 532)]
    [InlineData(50, 3)]
    [InlineData(70, 0.45)]
    [InlineData(70.5, 0.435)]
    [InlineData(93, 0.0436346)]
    [InlineData(94, 0.012)]
    [InlineData(99.5, 0.00015)]
    [InlineData(100, 0)]
    public void The_margin_narrows_with_sensitivity(double sensitivity, double factor) =>
        Assert.Equal(factor, ResidualSettings.FactorOf(sensitivity), 1e-7);

    [Fact]
    public void A_stall_is_the_only_anomaly_and_its_expected_value_is_the_usual_one()
    {
        float[] values = Series(600, 3, noise: 0.02f);
        values[432] = 9;
        List<float[]> found = Detect(values, batchSize: 200);

        Assert.Equal([432], Enumerable.Range(0, 600).Where(i => found[i][0] == 1));
        Assert.InRange(found[432][3], 0.3f, 2.5f);
        Assert.True(found[432][5] < 9 && found[432][6] < found[432][5]);
    }

    [Fact]
    public void Batches_are_looked_at_by_themselves_and_short_last_ones_with_those_before()
    {
        float[] values = Series(105, 5);
        float[][] found = [.. Detect(values, batchSize: 50)];

        Assert.Equal(Detect(values[..50], 50), found[..50]);
        Assert.Equal(Detect(values[50..100], 50), found[50..100]);
        Assert.Equal(Detect(values[55..105], 50)[45..], found[100..]);
    }

    [Fact]
    public void What_cannot_be_told_is_no_anomaly()
    {
        Assert.All(Detect([1, 2, 3], 50), row => Assert.Equal([0, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN], row));
        Assert.Empty(Detect([], 50));
        float[] values = Series(40, 2);
        values[30] = float.PositiveInfinity;
        List<float[]> found = Detect(values, batchSize: 20);
        Assert.All(found[..20], row => Assert.True(float.IsFinite(row[1])));
        Assert.All(found[20..], row => Assert.Equal((0, true), (row[0], float.IsNaN(row[1]))));
    }

    [Fact]
    public void A_constant_has_no_anomaly()
    {
        Assert.All(Detect([.. Enumerable.Repeat(2f, 60)], 60), row => Assert.Equal((0f, 0f, 2f), (row[0], row[1], MathF.Round(row[3], 4))));
        Assert.All(Detect(new float[60], 60), row => Assert.Equal((0f, 0.3f), (row[0], row[4])));
    }

    [Fact]
    public void The_column_has_slot_names_and_others_pass_through()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Series(60, 1).Select((x, i) => new Row { Value = x, Rank = i }).ToArray());
        IDataView detected = _context.AnomalyDetection.DetectBySpectralResidual(data, "Out", nameof(Row.Value), batchSize: 25);
        VBuffer<ReadOnlyMemory<char>> names = default;
        detected.Schema["Out"].GetSlotNames(ref names);

        Assert.Equal("anomaly score saliency expected unit upper lower", string.Join(' ', names.DenseValues()));
        Assert.Equal(Enumerable.Range(0, 60), Rows.Of(detected, nameof(Row.Rank), "Out").Select(row => (int)row[0]));
        Assert.False(detected.CanShuffle);
        Assert.Single(detected.GetRowCursorSet(detected.Schema, 3)).Dispose();
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        IDataView data = _context.Data.LoadFromEnumerable([new Row()]);
        IDataView Detect(string column, double threshold = 0.3, int batchSize = 20, double sensitivity = 70) =>
            _context.AnomalyDetection.DetectBySpectralResidual(data, "Out", column, threshold, batchSize, sensitivity);

        Assert.Throws<ArgumentException>(() => Detect("Nowhere"));
        Assert.Throws<ArgumentException>(() => Detect(nameof(Row.Pair)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Detect(nameof(Row.Value), threshold: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Detect(nameof(Row.Value), batchSize: 11));
        Assert.Throws<ArgumentOutOfRangeException>(() => Detect(nameof(Row.Value), sensitivity: 100.5));
    }

    private List<float[]> Detect(float[] values, int batchSize)
    {
        IDataView data = _context.Data.LoadFromEnumerable(values.Select(value => new Row { Value = value }).ToArray());
        return [.. Rows.Of(_context.AnomalyDetection.DetectBySpectralResidual(data, "Out", nameof(Row.Value), batchSize: batchSize), "Out").Select(row => (float[])row[0])];
    }

    private static float[] Series(int length, int seed, float noise = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(i => 1.5f + MathF.Sin(i / 5f) + (noise * random.NextSingle()) + (noise == 1 && random.Next(15) == 0 ? 4 : 0))];
    }
}
