namespace Feedline.Reliability.Tests.Failures;

public sealed class LemonReportTests
{
    [Fact]
    public void Planted_lemons_are_found_and_few_others()
    {
        int found = 0, wrong = 0;
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            NodeCount[] counts = [.. Enumerable.Range(0, 400).Select(i => new NodeCount(i < 10 ? "lemon" : "node", Draws.Poisson(random, i < 10 ? 12 : 1), 300))];
            LemonReport report = LemonReport.FromCounts(counts);
            found += report.Lemons.Count(lemon => lemon.Node == "lemon");
            wrong += report.Lemons.Count(lemon => lemon.Node == "node");
            Assert.All(report.Lemons, lemon => Assert.True(lemon.PValue <= lemon.QValue && lemon.Failures > lemon.Expected));
        }

        Assert.InRange(found, 480, 500);
        // At most one in twenty of those named.
        Assert.InRange(wrong, 0, 0.05 * (found + wrong));
    }

    [Fact]
    public void Nodes_that_are_alike_hold_no_lemons_and_taking_some_out_buys_nothing()
    {
        int reports = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            LemonReport report = LemonReport.FromCounts([.. Enumerable.Range(0, 300).Select(i => new NodeCount($"{i}", Draws.Poisson(random, 1.5), 300))]);
            reports += report.Lemons.Length > 0 ? 1 : 0;
            Assert.InRange(report.ExpectedRateWithout / report.Spread.Rate, 0.97, 1 + 1e-9);
        }

        // With no lemon the rate of false reports is the chance of any: 5 % of 200, standard deviation 3.
        Assert.InRange(reports, 0, 20);
    }

    [Fact]
    public void The_spread_of_rates_is_found()
    {
        var random = new Random(5);
        var gamma = new Func<double>(() => -Math.Log((1 - random.NextDouble()) * (1 - random.NextDouble())) / 2);
        CountSpread spread = CountSpread.FromCounts([.. Enumerable.Range(0, 3000).Select(i => new NodeCount("", Draws.Poisson(random, 3 * gamma()), 300))]);
        Assert.InRange(spread.Shape, 1.7, 2.3);
        Assert.InRange(spread.Dispersion, 1 + 3 / 2.3, 1 + 3 / 1.7);
        Assert.True(spread.PoissonPValue < 1e-12);
        Assert.InRange(spread.Rate, 0.0095, 0.0105);

        CountSpread even = CountSpread.FromCounts([.. Enumerable.Repeat(new NodeCount("", 2, 10), 20)]);
        Assert.Equal((double.PositiveInfinity, 0.0, 1.0), (even.Shape, even.Dispersion, Math.Round(even.PoissonPValue, 9)));
    }

    [Fact]
    public void What_the_lemons_fail_less_is_what_their_removal_buys()
    {
        // Two kinds of nodes, told apart by many failures: the expected gain is near the true one, the seen one too.
        NodeCount[] counts = [.. Enumerable.Range(0, 100).Select(i => new NodeCount($"{i}", i < 5 ? 200 : 10, 300))];
        LemonReport report = LemonReport.FromCounts(counts);
        Assert.Equal(5, report.Lemons.Length);
        Assert.Equal(1000 / 1950.0, report.FailureShare, 12);
        Assert.Equal(10 / 300.0, report.SeenRateWithout, 12);
        Assert.InRange(report.ExpectedRateWithout, report.SeenRateWithout, 0.6 * report.Spread.Rate);
    }

    [Fact]
    public void Bad_counts_are_named()
    {
        Assert.Equal("counts", Assert.Throws<ArgumentException>(() => LemonReport.FromCounts([new("a", 1, 1)])).ParamName);
        Assert.Equal("counts", Assert.Throws<ArgumentException>(() => LemonReport.FromCounts([new("a", 0, 1), new("b", 0, 1)])).ParamName);
        Assert.Equal("counts", Assert.Throws<ArgumentOutOfRangeException>(() => LemonReport.FromCounts([new("a", -1, 1), new("b", 0, 1)])).ParamName);
        Assert.Equal("falseDiscoveryRate", Assert.Throws<ArgumentOutOfRangeException>(() => LemonReport.FromCounts([new("a", 1, 1), new("b", 0, 1)], falseDiscoveryRate: 0)).ParamName);
    }
}
