namespace Feedline.Reliability.Tests.Goodput;

public sealed class EttrTests
{
    [Fact]
    public void The_sum_meets_the_closed_forms()
    {
        // A Weibull of shape 1 is a constant rate, and goes the long way.
        var life = new WeibullLifetime(1, 7000);
        foreach ((double interval, double block, double lag) in ((double, double, double)[])[(0.7, 0.01, 0), (60, 5, 0), (600, 1, 300), (9000, 100, 0)])
        {
            double period = interval + block;
            double grown = Math.Exp(period / 7000) - 1;
            Equal(interval * Math.Exp(-(200 + lag) / 7000) / (7000 * grown), RenewalEttr.Of(life, interval, new CheckpointCost(block, lag), 200));
            Equal(interval * Math.Exp(-lag / 7000) / (7200 * grown), RenewalEttr.Of(life, interval, new CheckpointCost(block, lag), 200, failsWhileDown: false));
            Equal(
                RenewalEttr.Of(new ExponentialLifetime(7000), interval, new CheckpointCost(block, lag), 200),
                RenewalEttr.Of(life, interval, new CheckpointCost(block, lag), 200));
        }

        static void Equal(double expected, double actual) => Assert.InRange(actual / expected, 1 - 1e-8, 1 + 1e-8);
    }

    [Fact]
    public void A_fixed_life_keeps_its_whole_intervals()
    {
        // 100 s of life, saves of 1 s after each 9: ten of them safe, 90 s kept of 100 + 20.
        Assert.Equal(90 / 120.0, RenewalEttr.Of(new ConstantLifetime(100.001), 9, new CheckpointCost(1), 20, failsWhileDown: false), 4);
    }

    [Fact]
    public void Heavy_tails_are_summed_to_their_end()
    {
        var life = new WeibullLifetime(0.4, 1000);
        double sum = 0;
        for (int k = 1; life.Survival(k * 4) > 1e-14; k++)
            sum += life.Survival(k * 4);
        Assert.InRange(RenewalEttr.Of(life, 4, default, 50, failsWhileDown: false) / (4 * sum / (life.Mean + 50)), 1 - 1e-6, 1 + 1e-6);
    }

    [Fact]
    public void For_small_losses_the_formula_is_as_good_as_the_truth()
    {
        for (double perDay = 0.01; perDay < 40; perDay *= 1.5)
        {
            EttrEstimate formula = ExpectedEttr.Of(perDay, 600, 100, 5);
            double truth = RenewalEttr.Of(new ExponentialLifetime(86_400 / perDay), 600, new CheckpointCost(5), 100);
            if (formula.IsSmallLoss)
                Assert.Equal(truth, formula.Value, 0.005);
            Assert.True(formula.Value <= truth + 0.005);
        }
    }

    [Fact]
    public void One_blocking_tier_gives_the_formula()
    {
        Assert.Equal(
            ExpectedEttr.Of(7.76, 600, 300, 20).Value,
            ExpectedEttr.Of(7.76, CheckpointSchedule.OneTier(600, new CheckpointCost(20)), 300).Value,
            12);
    }

    [Fact]
    public void A_job_that_loses_all_has_nothing_and_says_so()
    {
        EttrEstimate estimate = ExpectedEttr.Of(1000, 600, 300);
        Assert.Equal(0, estimate.Value);
        Assert.False(estimate.IsSmallLoss);
    }

    [Fact]
    public void Bad_numbers_are_named()
    {
        Assert.Equal("failuresPerDay", Assert.Throws<ArgumentOutOfRangeException>(() => ExpectedEttr.Of(-1, 1, 1)).ParamName);
        Assert.Equal("intervalSeconds", Assert.Throws<ArgumentOutOfRangeException>(() => ExpectedEttr.Of(1, 0, 1)).ParamName);
        Assert.Equal("intervalSeconds", Assert.Throws<ArgumentOutOfRangeException>(() => RenewalEttr.Of(new ExponentialLifetime(1), 0, default, 1)).ParamName);
        Assert.Equal("downSeconds", Assert.Throws<ArgumentOutOfRangeException>(() => RenewalEttr.Of(new ExponentialLifetime(1), 1, default, -1)).ParamName);
    }
}
