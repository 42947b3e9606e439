using CsCheck;

namespace Feedline.Signals.Tests.Anomalies.Ranges;

public sealed class RangeScoresTests
{
    [Theory]
    [InlineData("level", RangeView.Level)]
    [InlineData("burst", null)]
    [InlineData("stuck", null)]
    [InlineData("missing", null)]
    public void A_stretch_that_differs_is_a_range(string kind, RangeView? view)
    {
        double[] values = Seasonal(4000, 100, seed: 3);
        var random = new Random(1);
        for (int i = 2500; i < 2700; i++)
        {
            values[i] = kind switch
            {
                "level" => values[i] + 2,
                "burst" => values[i] + 2 * (random.NextDouble() - 0.5) * 3,
                "stuck" => values[2500],
                _ => 0.1 * (random.NextDouble() - 0.5),
            };
        }

        RangeScores scored = RangeScores.Of(values);

        ScoredRange range = Assert.Single(scored.Ranges.ToArray());
        Assert.Equal(100, scored.Window);
        Assert.InRange(scored.Period, 99.5, 100.5);
        Assert.InRange(range.Peak, 2500, 2700);
        Assert.InRange(range.First, 2350, 2560);
        Assert.InRange(range.Last, 2640, 2850);
        Assert.Equal(scored.Scores[range.Peak], range.Score);
        if (view is not null)
            Assert.Equal(view, range.View);
    }

    [Fact]
    public void One_value_far_out_is_a_range_of_its_own()
    {
        double[] values = Seasonal(4000, 100, seed: 4);
        values[1717] += 30;
        ScoredRange range = Assert.Single(RangeScores.Of(values).Ranges.ToArray());

        Assert.InRange(1717, range.First, range.Last);
    }

    [Fact]
    public void A_season_with_noise_has_no_range()
    {
        int with = Enumerable.Range(0, 40).Count(seed => !RangeScores.Of(Seasonal(2000, 20 + seed, seed)).Ranges.IsEmpty);

        Assert.InRange(with, 0, 4);
    }

    [Fact]
    public void Unit_and_origin_do_not_matter()
    {
        Gen.Select(Gen.Double[0.001, 1000], Gen.Double[-1000, 1000], Gen.Int[0, 1000]).Sample(
            (factor, origin, seed) =>
            {
                double[] values = Seasonal(600, 30, seed);
                RangeScores plain = RangeScores.Of(values);
                RangeScores moved = RangeScores.Of([.. values.Select(value => factor * (value + origin))]);

                Assert.Equal(plain.Window, moved.Window);
                for (int i = 0; i < values.Length; i++)
                    Assert.Equal(plain.Scores[i], moved.Scores[i], 1e-4);
            },
            iter: 30);
    }

    [Fact]
    public void Scores_are_finite_and_between_0_and_1_and_ranges_are_apart()
    {
        Gen.Double[-1e6, 1e6].Array[0, 400].Select(Gen.Int[1, 50], (values, distinct) => values.Select((_, i) => values[i % Math.Min(values.Length, distinct)]).ToArray()).Sample(
            values =>
            {
                RangeScores scored = RangeScores.Of(values);

                Assert.Equal(values.Length, scored.Scores.Length);
                Assert.All(scored.Scores.ToArray(), score => Assert.InRange(score, 0, 1));
                int free = 0;
                foreach (ScoredRange range in scored.Ranges)
                {
                    Assert.InRange(range.First, free, range.Peak);
                    Assert.InRange(range.Last, range.Peak, values.Length - 1);
                    free = range.Last + 1;
                }
            },
            iter: 200);
    }

    [Theory]
    [InlineData(1e150)]
    [InlineData(1e-150)]
    public void Extremes_of_size_are_taken(double factor)
    {
        double[] values = [.. Seasonal(500, 25, seed: 2).Select(value => factor * value / 10)];

        Assert.All(RangeScores.Of(values).Scores.ToArray(), score => Assert.InRange(score, 0, 1));
    }

    [Fact]
    public void Too_few_values_and_constants_score_0()
    {
        Assert.Equal(0, RangeScores.Of([]).Window);
        Assert.All(RangeScores.Of(Seasonal(RangeScores.Fewest - 1, 10, seed: 1)).Scores.ToArray(), score => Assert.Equal(0, score));
        RangeScores constant = RangeScores.Of([.. Enumerable.Repeat(7.0, 500)]);
        Assert.All(constant.Scores.ToArray(), score => Assert.Equal(0, score));
        Assert.Equal((0, double.NaN, 0), (constant.Window, constant.Period, constant.Ranges.Length));
        Assert.True(RangeScores.Of(Seasonal(RangeScores.Fewest, 10, seed: 1)).Window > 0);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1.1e150)]
    public void Values_that_are_not_finite_are_refused(double value)
    {
        double[] values = Seasonal(200, 20, seed: 1);
        values[77] = value;

        Assert.Equal("values", Assert.Throws<ArgumentException>(() => RangeScores.Of(values)).ParamName);
    }

    private static double[] Seasonal(int n, int period, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(i => Math.Sin(2 * Math.PI * i / period) + 0.4 * (random.NextDouble() + random.NextDouble() - 1))];
    }
}
