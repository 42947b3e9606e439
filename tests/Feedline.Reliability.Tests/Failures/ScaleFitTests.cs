namespace Feedline.Reliability.Tests.Failures;

public sealed class ScaleFitTests
{
    [Fact]
    public void A_straight_line_is_found()
    {
        ScaleFit fit = ScaleFit.FromMeans([.. new double[] { 10, 100, 1000, 5000 }.Select(n => new ScalePoint(n, 1e9 / Math.Pow(n, 1.3)))]);
        Assert.Equal(1.3, fit.Exponent.Value, 9);
        Assert.Equal(1.3, fit.Exponent.Lower, 6);
        Assert.Equal(1e9 / Math.Pow(300, 1.3), fit.MttfSeconds(300), 3);
        Assert.Equal(1.3, fit.ToScaling(100).Exponent, 9);
    }

    [Fact]
    public void Two_points_bound_nothing()
    {
        ScaleFit fit = ScaleFit.FromMeans([new(1, 1000), new(10, 50)]);
        Assert.Equal(Math.Log10(20), fit.Exponent.Value, 12);
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (fit.Exponent.Lower, fit.Exponent.Upper));
    }

    [Fact]
    public void Two_counts_give_the_exponent_of_their_rates()
    {
        ScaleFit fit = ScaleFit.FromCounts([new(100, 50, 40), new(400, 10, 60)]);
        Assert.Equal(Math.Log((60 / 10.0) / (40 / 50.0)) / Math.Log(4), fit.Exponent.Value, 9);
        Assert.Equal(86_400 / 6.0, fit.MttfSeconds(400), 3);
        Assert.InRange(1.96 * Math.Sqrt(1 / 40.0 + 1 / 60.0) / Math.Log(4) / (fit.Exponent.Upper - fit.Exponent.Value), 0.97, 1.03);
    }

    [Fact]
    public void Intervals_of_counts_hold_the_truth_as_often_as_stated()
    {
        var random = new Random(3);
        int held = 0;
        for (int i = 0; i < 400; i++)
        {
            ScaleCount[] counts = [.. new double[] { 16, 128, 1024 }.Select(n => new ScaleCount(n, 2000 / n, Draws.Poisson(random, 0.02 * Math.Pow(n, 1.2) * 2000 / n)))];
            held += ScaleFit.FromCounts(counts, 0.9).Exponent.Contains(1.2) ? 1 : 0;
        }

        // 360 expected, standard deviation 6.
        Assert.InRange(held, 336, 384);
    }

    [Fact]
    public void Too_few_sizes_are_refused()
    {
        Assert.Equal("points", Assert.Throws<ArgumentException>(() => ScaleFit.FromMeans([])).ParamName);
        Assert.Equal("points", Assert.Throws<ArgumentException>(() => ScaleFit.FromMeans([new(5, 1), new(5, 2)])).ParamName);
        Assert.Equal("points", Assert.Throws<ArgumentOutOfRangeException>(() => ScaleFit.FromMeans([new(5, 1), new(6, 0)])).ParamName);
        Assert.Equal("counts", Assert.Throws<ArgumentException>(() => ScaleFit.FromCounts([new(5, 1, 1), new(6, 1, 0)])).ParamName);
    }
}
