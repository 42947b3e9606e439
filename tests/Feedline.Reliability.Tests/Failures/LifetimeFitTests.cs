namespace Feedline.Reliability.Tests.Failures;

public sealed class LifetimeFitTests
{
    [Fact]
    public void The_rate_of_a_count_has_the_textbook_interval()
    {
        // Ten events: 4.795 to 18.39 (Garwood's table).
        Estimate rate = ExponentialFit.FromCount(10, 1).Rate;
        Assert.Equal((10, 4.795, 18.390), (rate.Value, Math.Round(rate.Lower, 3), Math.Round(rate.Upper, 3)));
        Estimate none = ExponentialFit.FromCount(0, 2).Rate;
        Assert.Equal((0.0, 0.0), (none.Value, none.Lower));
        Assert.Equal(Math.Log(40) / 2, none.Upper, 12);
        Assert.Equal(double.PositiveInfinity, ExponentialFit.FromCount(0, 2).Mean.Upper);
    }

    [Fact]
    public void Intervals_of_a_rate_hold_the_truth_at_least_as_often_as_stated()
    {
        var random = new Random(1);
        int held = Enumerable.Range(0, 1000).Count(_ => ExponentialFit.FromCount(Draws.Poisson(random, 7), 1, 0.9).Rate.Contains(7));
        Assert.InRange(held, 880, 1000);
    }

    [Fact]
    public void A_Weibull_is_found_again_and_its_intervals_hold()
    {
        var truth = new WeibullLifetime(0.7, 50);
        int shape = 0, scale = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            WeibullFit fit = WeibullFit.FromLifetimes(Draws.Lives(truth, 120, 80, seed), 0.9);
            shape += fit.Shape.Contains(0.7) ? 1 : 0;
            scale += fit.Scale.Contains(50) ? 1 : 0;
        }

        // 180 expected, standard deviation 4.2.
        Assert.InRange(shape, 163, 197);
        Assert.InRange(scale, 163, 197);
    }

    [Fact]
    public void The_likelihood_of_a_Weibull_is_the_sum_of_its_logarithms()
    {
        Lifetime[] lives = Draws.Lives(new WeibullLifetime(1.6, 20), 50, 25, 4);
        WeibullFit fit = WeibullFit.FromLifetimes(lives);
        Assert.Equal(LogLikelihood(lives, fit.Shape.Value, fit.Scale.Value), fit.LogLikelihood, 8);
        foreach ((double k, double s) in ((double, double)[])[(1.01, 1), (0.99, 1), (1, 1.01), (1, 0.99)])
            Assert.True(LogLikelihood(lives, fit.Shape.Value * k, fit.Scale.Value * s) < fit.LogLikelihood);
    }

    [Fact]
    public void A_constant_rate_is_told_from_wear()
    {
        Assert.True(WeibullFit.FromLifetimes(Draws.Lives(new WeibullLifetime(2, 10), 100, 30, 1)).ExponentialPValue < 1e-6);
        int rejected = Enumerable.Range(0, 300).Count(seed =>
            WeibullFit.FromLifetimes(Draws.Lives(new ExponentialLifetime(10), 60, 20, seed)).ExponentialPValue < 0.1);
        // 30 expected, standard deviation 5.2.
        Assert.InRange(rejected, 12, 52);
    }

    [Fact]
    public void The_goodness_of_fit_rejects_what_is_wrong_and_rarely_what_is_right()
    {
        int rejected = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            Lifetime[] lives = Draws.Lives(new ExponentialLifetime(10), 150, 20, seed);
            rejected += HazardTest.Of(lives, ExponentialFit.FromLifetimes(lives).ToDistribution(), 1).PValue < 0.1 ? 1 : 0;
        }

        Assert.InRange(rejected, 12, 52);
        Lifetime[] worn = Draws.Lives(new WeibullLifetime(2, 10), 200, 30, 1);
        Assert.True(HazardTest.Of(worn, ExponentialFit.FromLifetimes(worn).ToDistribution(), 1).PValue < 1e-6);
        Assert.True(HazardTest.Of(worn, WeibullFit.FromLifetimes(worn).ToDistribution(), 2).PValue > 0.01);
    }

    [Fact]
    public void Bad_lists_are_named()
    {
        Assert.Equal("lifetimes", Assert.Throws<ArgumentException>(() => ExponentialFit.FromLifetimes([])).ParamName);
        Assert.Equal("lifetimes", Assert.Throws<ArgumentException>(() => ExponentialFit.FromLifetimes([new(1, false)])).ParamName);
        Assert.Equal("lifetimes", Assert.Throws<ArgumentException>(() => WeibullFit.FromLifetimes([new(1, true)])).ParamName);
        Assert.Equal("lifetimes", Assert.Throws<ArgumentException>(() => WeibullFit.FromLifetimes([new(1, true), new(1, true)])).ParamName);
        Assert.Equal("lifetimes", Assert.Throws<ArgumentOutOfRangeException>(() => WeibullFit.FromLifetimes([new(0, true), new(1, true)])).ParamName);
        Assert.Equal("exposure", Assert.Throws<ArgumentOutOfRangeException>(() => ExponentialFit.FromCount(1, 0)).ParamName);
        Assert.Equal("confidence", Assert.Throws<ArgumentOutOfRangeException>(() => ExponentialFit.FromCount(1, 1, 1)).ParamName);
    }

    private static double LogLikelihood(Lifetime[] lives, double shape, double scale) => lives.Sum(life =>
        (life.IsFailure ? Math.Log(shape / scale) + (shape - 1) * Math.Log(life.Duration / scale) : 0) - Math.Pow(life.Duration / scale, shape));
}
