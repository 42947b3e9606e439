using CsCheck;

namespace Feedline.Signals.Tests.OrderStatistics;

public class QuantileTests
{
    private static readonly Gen<double> Level = Gen.Frequency((4, Gen.Double[0, 1]), (1, Gen.OneOf(0.0, 0.25, 0.5, 0.75, 1.0)));

    [Fact]
    public void Lies_where_type_7_puts_it() =>
        Gen.Select(Samples.Series(Samples.Moderate, Gen.Int[1, 200]), Level, Gen.Int[0, 8]).Sample((series, q, offset) =>
        {
            (double low, double high, double fraction) = Reference.QuantileBracket(series, q);
            double actual = Quantile.InPlace(Offset.Copy(series, offset), q);
            Assert.InRange(actual, low, high);
            Assert.Equal(low + fraction * (high - low), actual, 1e-12 * (1 + Math.Abs(low) + Math.Abs(high)));
        });

    [Fact]
    public void Stays_between_its_neighbours_on_hard_values() =>
        Gen.Select(Samples.Series(Samples.Ordered, Gen.Int[1, 70]), Level).Sample((series, q) =>
        {
            (double low, double high, double fraction) = Reference.QuantileBracket(series, q);
            double actual = Quantile.InPlace(series, q);
            if (fraction > 0 && double.IsNegativeInfinity(low) && double.IsPositiveInfinity(high))
                Assert.True(double.IsNaN(actual));
            else
                Assert.InRange(actual, low, high);
        });

    [Fact]
    public void Of_floats_lies_where_that_of_doubles_does() =>
        Gen.Select(Samples.Series(Samples.OrderedFloats, Gen.Int[1, 200]), Level.Array[1, 40], Gen.Int[0, 16]).Sample((series, levels, offset) =>
        {
            float[] actual = new float[levels.Length];
            Quantile.InPlace(Offset.Copy(series, offset), levels, actual);
            for (int i = 0; i < levels.Length; i++)
            {
                Assert.Equal(actual[i], Quantile.InPlace(Offset.Copy(series, offset), levels[i]));
                (double low, double high, double fraction) = Reference.QuantileBracket(series.Select(v => (double)v), levels[i]);
                if (fraction > 0 && double.IsNegativeInfinity(low) && double.IsPositiveInfinity(high))
                    Assert.True(float.IsNaN(actual[i]));
                else
                    Assert.InRange(actual[i], low, high);
                if (double.IsFinite(high - low) && high - low < 1e6)
                    Assert.Equal(low + fraction * (high - low), actual[i], 1e-6 * (1 + Math.Abs(low) + Math.Abs(high)));
            }
        });

    [Fact]
    public void The_half_is_the_median() =>
        Samples.Series(Samples.Ordered).Sample(series =>
            Assert.Equal(Median.InPlace([.. series]), Quantile.InPlace([.. series], 0.5)));

    [Fact]
    public void The_ends_are_minimum_and_maximum() =>
        Samples.Series(Samples.Ordered, Gen.Int[1, 70]).Sample(series =>
        {
            Assert.Equal(series.Min(), Quantile.InPlace([.. series], 0));
            Assert.Equal(series.Max(), Quantile.InPlace([.. series], 1));
        });

    [Fact]
    public void Several_at_once_equal_one_at_a_time() =>
        Gen.Select(Samples.Series(Samples.Ordered), Level.Array[0, 40]).Sample((series, levels) =>
        {
            double[] expected = Array.ConvertAll(levels, q => Quantile.InPlace([.. series], q));
            double[] actual = new double[levels.Length];
            Quantile.InPlace(series, levels, actual);
            Assert.Equal(expected, actual);
        });

    [Fact]
    public void Results_must_match_the_levels() =>
        Assert.Throws<ArgumentException>("results", () => Quantile.InPlace([1.0], [0.5], new double[2]));

    [Fact]
    public void Floats_interpolate_like_doubles() =>
        Assert.Equal(1.75f, Quantile.InPlace([4f, 1f, 3f, 2f], 0.25));

    [Fact]
    public void Nothing_or_NaN_gives_NaN()
    {
        Assert.True(double.IsNaN(Quantile.InPlace(Span<double>.Empty, 0.3)));
        Assert.True(double.IsNaN(Quantile.InPlace([1, double.NaN, 2], 0.3)));
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_level_outside_0_to_1_is_refused(double q) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(q), () => Quantile.InPlace(new double[] { 1 }, q));
}
