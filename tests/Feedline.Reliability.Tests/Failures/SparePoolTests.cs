namespace Feedline.Reliability.Tests.Failures;

public sealed class SparePoolTests
{
    [Fact]
    public void They_are_the_quantile_of_a_Poisson_number()
    {
        foreach (double mean in (double[])[0, 0.01, 0.5, 2, 7.5, 40])
        {
            int expected = 0;
            double term = Math.Exp(-mean);
            for (double sum = term; sum < 0.99; sum += term)
                term *= mean / ++expected;
            Assert.Equal(expected, SparePool.Needed(mean * 4, 0.25));
        }
    }

    [Fact]
    public void Millions_are_near_the_normal_quantile() => Assert.InRange(SparePool.Needed(1e6, 1), 1e6 + 2320, 1e6 + 2333);

    [Fact]
    public void Bad_numbers_are_named()
    {
        Assert.Equal("nodesLostPerDay", Assert.Throws<ArgumentOutOfRangeException>(() => SparePool.Needed(-1, 1)).ParamName);
        Assert.Equal("meanRepairDays", Assert.Throws<ArgumentOutOfRangeException>(() => SparePool.Needed(1e6, 1e6)).ParamName);
        Assert.Equal("timeShare", Assert.Throws<ArgumentOutOfRangeException>(() => SparePool.Needed(1, 1, 1)).ParamName);
    }
}
