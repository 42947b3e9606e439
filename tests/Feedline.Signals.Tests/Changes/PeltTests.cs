using CsCheck;
using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.Changes;

public class PeltTests
{
    private static readonly Gen<double[]> Steps = Gen.Select(
        Gen.Select(Gen.Double[-50, 50], Gen.Int[1, 70]).Array[1, 5], Gen.Double[0, 10], Gen.Int[0, 1000],
        (levels, noise, seed) =>
        {
            var random = new Random(seed);
            return levels.SelectMany(level => Enumerable.Range(0, level.Item2).Select(_ => level.Item1 + noise * random.NextDouble())).ToArray();
        });

    private static readonly Gen<double[]> Series = Gen.Frequency((1, Samples.Series(Samples.Moderate, Gen.Int[0, 90])), (2, Steps));

    [Theory]
    [InlineData(SegmentCost.SquaredDeviation)]
    [InlineData(SegmentCost.AbsoluteDeviation)]
    public void Total_is_that_of_trying_everything(SegmentCost cost) =>
        Gen.Select(Series, Gen.Double[0, 2], Gen.Int[1, 6]).Sample((series, penaltyShare, minimum) =>
        {
            double whole = Cost(cost, series);
            double penalty = penaltyShare * whole / 10;
            var pelt = new Pelt(cost, series.Length + 3, minimum);
            var changes = new int[series.Length];
            int count = pelt.Find(series, penalty, changes);

            // The cuts it gives are allowed ones, cost what it says, and no others cost less.
            int[] bounds = [0, .. changes[..count], series.Length];
            double total = penalty * count;
            for (int i = 1; i < bounds.Length; i++)
            {
                Assert.True(count == 0 || bounds[i] - bounds[i - 1] >= minimum);
                total += Cost(cost, series[bounds[i - 1]..bounds[i]]);
            }

            double tolerance = 1e-9 * (1 + whole + penalty);
            Assert.Equal(total, pelt.Total, tolerance);
            Assert.Equal(Optimum(cost, series, penalty, minimum), pelt.Total, tolerance);
        }, iter: 300);

    [Theory]
    [InlineData(SegmentCost.SquaredDeviation, 40)]
    [InlineData(SegmentCost.AbsoluteDeviation, 15)]
    public void Finds_steps_far_from_the_origin(SegmentCost cost, double penalty)
    {
        var random = new Random(1);
        double[] series = [.. Enumerable.Range(0, 2_000).Select(i => 1e9 + (i / 300 % 2 * 5) + random.NextDouble())];
        var pelt = new Pelt(cost, 2_000);
        var changes = new int[2_000];
        int count = pelt.Find(series, penalty, changes);
        Assert.Equal([300, 600, 900, 1200, 1500, 1800], changes[..count]);
    }

    [Fact]
    public void Ranks_cost_what_the_squares_of_ranks_cost() => Gen.Select(Series, Gen.Double[0, 4]).Sample((series, penalty) =>
    {
        var changes = new int[series.Length];
        var squares = new int[series.Length];
        var pelt = new Pelt(SegmentCost.RankDeviation, series.Length + 1);
        double[] ranks = [.. series.Select(value =>
            Math.Sqrt(12 / Math.Max(1, ((double)series.Length * series.Length) - 1)) * (series.Count(other => other < value) + (series.Count(other => other == value) / 2.0)))];
        var bySquares = new Pelt(SegmentCost.SquaredDeviation, series.Length + 1);
        pelt.Find(series, penalty, changes);
        bySquares.Find(ranks, penalty, squares);

        Assert.Equal(bySquares.Total, pelt.Total, 1e-9 * (1 + bySquares.Total));
    }, iter: 200);

    [Fact]
    public void Ranks_are_not_led_by_outliers_of_any_size()
    {
        var random = new Random(3);
        double[] series = [.. Enumerable.Range(0, 1_000).Select(i => (i is < 300 or >= 700 ? 0 : 2) + random.NextDouble())];
        for (int i = 17; i < series.Length; i += 101)
            series[i] *= 1e9;
        var pelt = new Pelt(SegmentCost.RankDeviation, series.Length);
        var changes = new int[series.Length];

        int count = pelt.Find(series, 2 * Math.Log(series.Length), changes);

        Assert.Equal([300, 700], changes[..count]);
    }

    [Fact]
    public void Absolute_deviations_are_not_led_by_an_outlier()
    {
        double[] series = [.. Enumerable.Range(0, 200).Select(i => (i < 100 ? 0 : 3) + 0.1 * (i % 3))];
        series[50] = 20;
        var changes = new int[200];
        Assert.Equal(1, new Pelt(SegmentCost.AbsoluteDeviation, 200).Find(series, 25, changes));
        Assert.Equal(100, changes[0]);
        Assert.Equal(3, new Pelt(SegmentCost.SquaredDeviation, 200).Find(series, 25, changes));
    }

    [Fact]
    public void Equals_trying_everything_in_Python()
    {
        double[] steps = [.. GoldenColumn.First(200).Select((x, t) => x + 2 * (t / 40))];
        double[] kinds = GoldenTable.Column("changes-optimum", 0);
        double[] penalties = GoldenTable.Column("changes-optimum", 1);
        double[] totals = GoldenTable.Column("changes-optimum", 2);
        double[] counts = GoldenTable.Column("changes-optimum", 3);
        for (int i = 0; i < totals.Length; i++)
        {
            var pelt = new Pelt(kinds[i] == 0 ? SegmentCost.SquaredDeviation : SegmentCost.AbsoluteDeviation, 200);
            Assert.Equal(counts[i], pelt.Find(steps, penalties[i], new int[200]));
            Assert.Equal(totals[i], pelt.Total, 1e-9);
        }
    }

    [Fact]
    public void Floats_give_what_doubles_give()
    {
        float[] values = [.. GoldenColumn.First(200).Select((x, t) => (float)(x + 2 * (t / 40)))];
        foreach (SegmentCost cost in Enum.GetValues<SegmentCost>())
        {
            var pelt = new Pelt(cost, 200);
            int[] changes = new int[200], expected = new int[200];
            int count = pelt.Find(values, 10, changes);
            Assert.Equal(count, pelt.Find(Array.ConvertAll(values, x => (double)x), 10, expected));
            Assert.Equal(expected, changes);
            Assert.True(count > 0);
            Assert.Throws<ArgumentException>("values", () => pelt.Find(new float[201], 1, changes));
            Assert.Throws<ArgumentException>("values", () => pelt.Find([1f, float.NaN], 1, changes));
        }
    }

    [Fact]
    public void Short_and_constant_series_have_no_change()
    {
        foreach (SegmentCost cost in Enum.GetValues<SegmentCost>())
        {
            var pelt = new Pelt(cost, 100, 3);
            Assert.Equal(0, pelt.Find(Array.Empty<double>(), 0, []));
            Assert.Equal(0, pelt.Find([1.0], 0, []));
            Assert.Equal(0, pelt.Find([1.0, 9], 0, []));
            Assert.Equal(0, pelt.Find([1.0, 9, 1, 9, 9], 0, []));
            Assert.Equal(0, pelt.Find(Enumerable.Repeat(0.1, 100).ToArray(), 1e-9, []));
            Assert.Equal(0, pelt.Total, 1e-12);
            Assert.Equal(1, pelt.Find([1.0, 1, 1, 9, 9, 9], 1, new int[6]));
        }
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        var pelt = new Pelt(SegmentCost.SquaredDeviation, 10);
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity, -1e160 })
            Assert.Throws<ArgumentException>("values", () => pelt.Find([1, bad], 1, []));
        Assert.Throws<ArgumentException>("values", () => pelt.Find(new double[11], 1, []));
        Assert.Throws<ArgumentException>("changes", () => pelt.Find([1.0, 1, 9, 9], 1, []));
        Assert.Throws<ArgumentOutOfRangeException>("penalty", () => pelt.Find([1.0], double.NaN, []));
        Assert.Throws<ArgumentOutOfRangeException>("cost", () => new Pelt((SegmentCost)7, 10));
        Assert.Throws<ArgumentOutOfRangeException>("capacity", () => new Pelt(SegmentCost.SquaredDeviation, 0));
        Assert.Throws<ArgumentOutOfRangeException>("minimumLength", () => new Pelt(SegmentCost.SquaredDeviation, 10, 0));
    }

    [Fact]
    public void Allocates_nothing_after_construction()
    {
        double[] series = [.. Enumerable.Range(0, 500).Select(i => i / 100 + 0.01 * (i % 7))];
        float[] single = [.. series.Select(x => (float)x)];
        var changes = new int[500];
        foreach (SegmentCost cost in Enum.GetValues<SegmentCost>())
        {
            var pelt = new Pelt(cost, 500, 2);
            Assert.Equal(0, Allocation.Of(() => pelt.Find(series, 1, changes)));
            Assert.Equal(0, Allocation.Of(() => pelt.Find(single, 1, changes)));
        }
    }

    private static double Cost(SegmentCost cost, double[] segment)
    {
        double level = cost == SegmentCost.SquaredDeviation ? segment.DefaultIfEmpty().Average() : Reference.Median(segment);
        return segment.Sum(x => cost == SegmentCost.SquaredDeviation ? (x - level) * (x - level) : Math.Abs(x - level));
    }

    /// <summary>Optimal partitioning, O(n²) segments.</summary>
    private static double Optimum(SegmentCost cost, double[] series, double penalty, int minimum)
    {
        int n = series.Length;
        var best = new double[n + 1];
        for (int t = 1; t <= n; t++)
        {
            best[t] = t < minimum ? double.PositiveInfinity : Cost(cost, series[..t]);
            for (int s = minimum; s <= t - minimum; s++)
                best[t] = Math.Min(best[t], best[s] + penalty + Cost(cost, series[s..t]));
        }

        return n < minimum ? Cost(cost, series) : best[n];
    }
}
