using CsCheck;

namespace Feedline.Reliability.Tests.Checkpoints;

public sealed class CheckpointIntervalTests
{
    private static readonly Gen<(double Save, double Mttf)> Costs =
        Gen.Select(Gen.Double[-6, 1], Gen.Double[2, 7], (ratio, mttf) => (Math.Pow(10, mttf + ratio), Math.Pow(10, mttf)));

    [Fact]
    public void The_exact_interval_is_where_its_slope_is_zero() => Costs.Sample(cost =>
    {
        double x = CheckpointInterval.Exact(cost.Save, cost.Mttf) / cost.Mttf;
        Assert.InRange(x, 0, 1);
        Assert.Equal(Math.Exp(-cost.Save / cost.Mttf), (1 - x) * Math.Exp(x), 9);
    });

    [Fact]
    public void The_search_finds_the_closed_form() => Costs.Sample(cost =>
    {
        double down = cost.Mttf / 30;
        CheckpointOptimum optimum = CheckpointInterval.Optimum(new ExponentialLifetime(cost.Mttf), new CheckpointCost(cost.Save), down);
        double exact = CheckpointInterval.Exact(cost.Save, cost.Mttf);
        // A maximum is flat: half of the digits of the value are left for the place.
        Assert.InRange(optimum.IntervalSeconds / exact, 1 - 1e-4, 1 + 1e-4);
        Assert.Equal(Math.Exp(-down / cost.Mttf) * (1 - exact / cost.Mttf), optimum.Ettr, 9);
    }, iter: 200);

    [Fact]
    public void For_cheap_saves_all_formulas_agree()
    {
        const double Save = 1, Mttf = 1e6;
        double exact = CheckpointInterval.Exact(Save, Mttf);
        Assert.InRange(CheckpointInterval.Young(Save, Mttf) / exact, 0.999, 1.002);
        Assert.InRange(CheckpointInterval.DalyFirstOrder(Save, Mttf) / exact, 0.999, 1.002);
        Assert.InRange(CheckpointInterval.Daly(Save, Mttf) / exact, 1 - 1e-6, 1 + 1e-6);
        Assert.InRange((CheckpointInterval.Availability(Save, Mttf, 0) - Save) / exact, 0.999, 1.002);
    }

    [Fact]
    public void Dalys_series_is_within_a_percent_up_to_saves_of_a_fifth_of_the_mean_time()
    {
        for (double ratio = 1e-6; ratio < 0.2; ratio *= 1.3)
            Assert.InRange(CheckpointInterval.Daly(ratio, 1) / CheckpointInterval.Exact(ratio, 1), 0.99, 1.01);
        Assert.Equal(1, CheckpointInterval.Daly(3, 1));
        Assert.Equal(1, CheckpointInterval.DalyFirstOrder(0.6, 1));
    }

    [Fact]
    public void The_availability_period_is_where_availability_is_greatest()
    {
        const double Save = 20, Mttf = 11_000, Recovery = 300;
        double period = CheckpointInterval.Availability(Save, Mttf, Recovery);
        double Availability(double t) => (1 - Save / t) * Mttf / (Mttf + Recovery + t / 2);
        Assert.True(Availability(period) > Availability(period * 1.001) && Availability(period) > Availability(period * 0.999));
    }

    [Fact]
    public void Early_failures_want_their_own_interval()
    {
        var cost = new CheckpointCost(60);
        foreach (double shape in (double[])[0.5, 0.8, 1.5, 3])
        {
            var life = new WeibullLifetime(shape, 20_000);
            CheckpointOptimum best = CheckpointInterval.Optimum(life, cost, 300);
            double young = RenewalEttr.Of(life, CheckpointInterval.Young(60, life.Mean), cost, 300);
            Assert.InRange(best.Ettr, young, young + 0.05);
            foreach (double factor in (double[])[0.7, 0.9, 1.1, 1.4])
                Assert.True(RenewalEttr.Of(life, best.IntervalSeconds * factor, cost, 300) <= best.Ettr + 1e-12);
        }
    }

    [Fact]
    public void An_asynchronous_save_cannot_be_outrun()
    {
        var life = new ExponentialLifetime(10_000);
        CheckpointOptimum slow = CheckpointInterval.Optimum(life, new CheckpointCost(0.1, 500), 100);
        Assert.Equal(499.9, slow.IntervalSeconds, 6);
        Assert.True(CheckpointInterval.Optimum(life, new CheckpointCost(0.1, 10), 100).IntervalSeconds < 60);
    }

    [Fact]
    public void Bad_numbers_are_named()
    {
        Assert.Equal("saveSeconds", Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointInterval.Young(0, 1)).ParamName);
        Assert.Equal("mttfSeconds", Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointInterval.Exact(1, double.PositiveInfinity)).ParamName);
        Assert.Equal("recoverySeconds", Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointInterval.Availability(1, 1, -1)).ParamName);
        Assert.Equal("checkpoint", Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointInterval.Optimum(new ExponentialLifetime(1), default, 0)).ParamName);
        Assert.Equal("blockingSeconds", Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointCost(-1)).ParamName);
    }
}
