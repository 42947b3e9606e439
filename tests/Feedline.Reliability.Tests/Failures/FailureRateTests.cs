namespace Feedline.Reliability.Tests.Failures;

public sealed class FailureRateTests
{
    [Fact]
    public void A_rate_a_count_and_a_mean_time_say_the_same()
    {
        FailureRate rate = FailureRate.PerThousandNodeDays(6.5, FailureDefinition.NodeHardware);
        Assert.Equal(0.0065, rate.PerNodeDay, 15);
        Assert.Equal(rate, FailureRate.FromCount(13, 2000, FailureDefinition.NodeHardware));
        Assert.Equal(rate.PerNodeDay, FailureRate.FromMttf(rate.MttfSeconds(128), 128, FailureDefinition.NodeHardware).PerNodeDay, 15);
    }

    [Fact]
    public void Twice_the_nodes_fail_twice_as_often_or_as_the_exponent_says()
    {
        var rate = new FailureRate(0.01, FailureDefinition.UnplannedInterruption);
        Assert.Equal(2, rate.MttfSeconds(100) / rate.MttfSeconds(200), 12);
        var scaling = new FailureScaling(1.5, 100);
        Assert.Equal(rate.MttfSeconds(100), rate.MttfSeconds(100, scaling), 9);
        Assert.Equal(Math.Pow(2, 1.5), rate.MttfSeconds(100, scaling) / rate.MttfSeconds(200, scaling), 12);
        Assert.Equal((1.0, 1.0), (default(FailureScaling).Exponent, default(FailureScaling).ReferenceNodes));
    }

    [Fact]
    public void What_never_fails_lasts_for_ever() => Assert.Equal(double.PositiveInfinity, default(FailureRate).MttfSeconds(10));

    [Fact]
    public void Bad_numbers_are_named()
    {
        Assert.Equal("perNodeDay", Assert.Throws<ArgumentOutOfRangeException>(() => new FailureRate(-1, FailureDefinition.NodeHardware)).ParamName);
        Assert.Equal("perNodeDay", Assert.Throws<ArgumentOutOfRangeException>(() => new FailureRate(double.NaN, FailureDefinition.NodeHardware)).ParamName);
        Assert.Equal("definition", Assert.Throws<ArgumentOutOfRangeException>(() => new FailureRate(1, (FailureDefinition)7)).ParamName);
        Assert.Equal("nodeDays", Assert.Throws<ArgumentOutOfRangeException>(() => FailureRate.FromCount(1, 0, FailureDefinition.NodeHardware)).ParamName);
        Assert.Equal("failures", Assert.Throws<ArgumentOutOfRangeException>(() => FailureRate.FromCount(-1, 1, FailureDefinition.NodeHardware)).ParamName);
        Assert.Equal("nodes", Assert.Throws<ArgumentOutOfRangeException>(() => default(FailureRate).MttfSeconds(0)).ParamName);
        Assert.Equal("exponent", Assert.Throws<ArgumentOutOfRangeException>(() => new FailureScaling(0, 1)).ParamName);
    }
}
