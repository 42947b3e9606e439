using CsCheck;

namespace Feedline.Signals.Tests.Changes;

public sealed class ChangePointsTests
{
    [Theory]
    [InlineData(30)]
    [InlineData(300)]
    [InlineData(2000)]
    [InlineData(30_000)]
    public void A_shift_of_level_is_found_where_it_is(int n)
    {
        double[] values = Noise(n, 0, seed: n);
        for (int i = n / 3; i < n; i++)
            values[i] += 5;

        ChangePoint change = Assert.Single(ChangePoints.Find(values));
        Assert.Equal(ChangeKind.Level, change.Kind);
        Assert.InRange(change.Index, n / 3 - 2, n / 3 + 2);
    }

    [Fact]
    public void A_change_of_slope_is_one_of_trend()
    {
        double[] values = Noise(400, 0, seed: 5);
        for (int i = 0; i < 400; i++)
            values[i] += 0.2 * Math.Min(i, 250);

        ChangePoint slope = Assert.Single(ChangePoints.Find(values));
        Assert.Equal(ChangeKind.Trend, slope.Kind);
        Assert.InRange(slope.Index, 235, 265);
    }

    [Fact]
    public void A_change_of_spread_is_one()
    {
        int right = Enumerable.Range(0, 20).Count(seed =>
        {
            double[] values = [.. Noise(400, 0.2, seed).Select((value, i) => i < 250 ? value : 5 * value)];
            return ChangePoints.Find(values) is [{ Kind: ChangeKind.Spread, Index: > 235 and < 265 }];
        });

        Assert.InRange(right, 17, 20);
    }

    /// <summary>Noise that remembers, a trend, a season and outliers are no changes; the last is what differences of values would say.</summary>
    [Theory]
    [InlineData("memory")]
    [InlineData("trend")]
    [InlineData("season")]
    [InlineData("outliers")]
    public void What_looks_like_changes_is_mostly_none(string kind)
    {
        int found = Enumerable.Range(0, 40).Count(seed =>
        {
            double[] values = Noise(200, kind == "memory" ? 0.8 : 0.2, seed);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] += kind switch
                {
                    "trend" => 0.1 * i,
                    "season" => 4 * Math.Sin(2 * Math.PI * i / 25),
                    "outliers" => i % 40 == 7 ? 20 : 0,
                    _ => 0,
                };
            }

            return ChangePoints.Find(values).Length > 0;
        });

        Assert.InRange(found, 0, 4);
    }

    [Fact]
    public void Unit_and_origin_do_not_matter()
    {
        Gen.Select(Gen.Double[0.001, 1000], Gen.Double[-100, 100], Gen.Int[0, 1000]).Sample(
            (factor, origin, seed) =>
            {
                double[] values = Noise(120, 0.3, seed);
                for (int i = 70; i < values.Length; i++)
                    values[i] += 8;

                Assert.Equal(ChangePoints.Find(values), ChangePoints.Find([.. values.Select(value => factor * (value + origin))]));
            },
            iter: 50);
    }

    [Fact]
    public void Changes_lie_inside_and_ascend_whatever_the_values()
    {
        Gen.OneOf(Gen.Double[-1e9, 1e9], Gen.Const(0.0), Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity), Gen.Const(1e150), Gen.Const(-1e150)).Array[0, 120].Sample(
            values =>
            {
                int last = 0;
                foreach (ChangePoint change in ChangePoints.Find(values))
                {
                    Assert.InRange(change.Index, last + 1, values.Length - 1);
                    Assert.True(Math.Abs(values[change.Index]) <= 1e150);
                    last = change.Index;
                }
            },
            iter: 300);
    }

    [Fact]
    public void Values_that_are_missing_are_passed_over()
    {
        double[] values = Noise(90, 0, seed: 2);
        for (int i = 60; i < values.Length; i++)
            values[i] += 6;
        double[] gappy = [.. values.SelectMany((value, i) => i % 3 == 0 ? [double.NaN, value] : new[] { value })];

        ChangePoint change = Assert.Single(ChangePoints.Find(gappy));
        Assert.Equal(Assert.Single(ChangePoints.Find(values)).Kind, change.Kind);
        Assert.Equal(values[ChangePoints.Find(values)[0].Index], gappy[change.Index]);
    }

    [Fact]
    public void Few_values_and_constants_have_no_change()
    {
        Assert.Empty(ChangePoints.Find([]));
        Assert.Empty(ChangePoints.Find([0, 0, 0, 0, 9, 9, 9]));
        Assert.Empty(ChangePoints.Find([.. Enumerable.Repeat(3.5, 1000)]));
        Assert.Equal([new ChangePoint(5, ChangeKind.Level)], ChangePoints.Find([0, 0, 0, 0, 0, 9, 9, 9, 9, 9]));
    }

    /// <summary>The cuts for each number of changes are no worse than those of all ways to cut.</summary>
    [Fact]
    public void Cuts_are_the_best_there_are()
    {
        Gen.Select(Gen.Double[-9, 9].Array[9, 14], Gen.Bool).Sample(
            (values, hasSlopes) =>
            {
                var costs = new LineCosts(values, hasSlopes);
                var weighted = new WeightedLineCosts(values, [.. Enumerable.Repeat(0.5, values.Length)], hasSlopes);
                List<int[]> best = BestCuts.Find(costs, values.Length, 3, 2);
                Assert.Equal(Math.Min(2, values.Length / 3 - 1) + 1, best.Count);
                double least = double.PositiveInfinity;
                for (int a = 3; a <= values.Length - 3; a++)
                    least = Math.Min(least, Naive(values, 0, a, hasSlopes) + Naive(values, a, values.Length, hasSlopes));
                Assert.Equal(least, Naive(values, 0, best[1][0], hasSlopes) + Naive(values, best[1][0], values.Length, hasSlopes), 1e-9);
                for (int end = 4; end <= values.Length; end++)
                {
                    Assert.Equal(Naive(values, 0, end, hasSlopes), costs.Of(0, end), 1e-8);
                    Assert.Equal(4 * Naive(values, 2, end, hasSlopes), weighted.Of(2, end), 1e-8);
                }
            },
            iter: 200);
    }

    private static double Naive(double[] values, int from, int to, bool hasSlopes)
    {
        double[] part = values[from..to];
        double mean = part.Average(), middle = (part.Length - 1) / 2.0;
        double slope = hasSlopes ? part.Select((value, i) => (i - middle) * (value - mean)).Sum() / part.Select((_, i) => (i - middle) * (i - middle)).Sum() : 0;
        return part.Select((value, i) => value - mean - slope * (i - middle)).Sum(rest => rest * rest);
    }

    private static double[] Noise(int n, double memory, int seed)
    {
        var random = new Random(seed);
        double last = 0;
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            values[i] = last = memory * last + Math.Sqrt(1 - memory * memory) * normal;
        }

        return values;
    }
}
