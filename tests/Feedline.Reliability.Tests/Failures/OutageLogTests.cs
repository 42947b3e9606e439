namespace Feedline.Reliability.Tests.Failures;

public sealed class OutageLogTests
{
    [Fact]
    public void Outages_become_lives_repairs_and_counts()
    {
        OutageLog log = OutageLog.Create(
            [new("b", 12, 13), new("a", 4, 6), new("a", 5, 7), new("a", 15, 30), new("c", -5, 1), new("c", 25, 26)], nodes: 4, startDays: 0, endDays: 20);

        Assert.Equal((3, 4, 20.0), (log.Failures, log.Nodes, log.Days));
        Assert.Equal([4, 12, 15], log.Starts);
        // a: up 0-4 and 7-15; b: 0-12 and 13-20; c: out at first, up 1-20; d: never failed.
        Assert.Equal(12 + 19 + 19 + 20, log.UpNodeDays);
        Assert.Equal(70 / 80.0, log.Availability);
        Assert.Equal(
            [new(4, true), new(8, true), new(12, true), new(7, false), new(19, false), new(20, false)], log.Lifetimes.ToArray());
        Assert.Equal([new(8, true), new(7, false), new(19, false)], log.RenewedLifetimes.ToArray());
        Assert.Equal([new(3, true), new(5, false), new(1, true)], log.Repairs.ToArray());
        Assert.Equal([new("a", 2, 12), new("b", 1, 19), new("c", 0, 19), new("", 0, 20)], log.Counts.ToArray());
        Assert.Equal(3 / 70.0, log.Rate().Rate.Value);
    }

    [Fact]
    public void An_outage_soon_after_the_last_is_the_same()
    {
        NodeOutage[] outages = [new("a", 1, 2), new("a", 2.4, 3), new("a", 5, 5)];
        Assert.Equal((3, 1), (OutageLog.Create(outages, 1, 0, 10).Failures, OutageLog.Create(outages, 1, 0, 10).MomentaryOutages));
        OutageLog merged = OutageLog.Create(outages, 1, 0, 10, mergeGapDays: 0.5);
        Assert.Equal(2, merged.Failures);
        Assert.Equal([new(2, true)], merged.Repairs.ToArray());
    }

    [Fact]
    public void Failures_that_begin_together_are_counted_beside_chance()
    {
        OutageLog log = OutageLog.Create([new("a", 1, 2), new("b", 1, 2), new("c", 1.4, 2), new("d", 1.9, 2), new("e", 5, 6), new("f", 8, 9), new("g", 8.2, 9)], 10, 0, 20);
        FailureGroups groups = log.StartedTogether(0.5);
        Assert.Equal([3, 2], groups.Sizes);
        // a b, a c, b c, c d, f g.
        Assert.Equal(5, groups.Pairs);
        Assert.Equal(21 * (2 * 0.025 - 0.025 * 0.025), groups.ExpectedPairs, 12);

        // Failures at random times are as many pairs as chance gives: 2,000 × 1,999 / 2 × 0.002, standard deviation 63.
        var random = new Random(2);
        OutageLog scattered = OutageLog.Create(Enumerable.Range(0, 2000).Select(i => new NodeOutage($"{i}", 100 * random.NextDouble(), 100)), 2000, 0, 100);
        FailureGroups chance = scattered.StartedTogether(0.1);
        Assert.InRange(chance.Pairs / chance.ExpectedPairs, 0.93, 1.07);
        Assert.Equal("withinDays", Assert.Throws<ArgumentOutOfRangeException>(() => log.StartedTogether(0)).ParamName);
    }

    [Fact]
    public void Bad_lists_are_named()
    {
        Assert.Equal("outages", Assert.Throws<ArgumentException>(() => OutageLog.Create([], 1, 0, 1)).ParamName);
        Assert.Equal("outages", Assert.Throws<ArgumentException>(() => OutageLog.Create([new("a", 3, 2)], 1, 0, 9)).ParamName);
        Assert.Equal("outages", Assert.Throws<ArgumentException>(() => OutageLog.Create([new("a", 30, 32)], 1, 0, 9)).ParamName);
        Assert.Equal("endDays", Assert.Throws<ArgumentOutOfRangeException>(() => OutageLog.Create([new("a", 1, 2)], 1, 9, 9)).ParamName);
        Assert.Equal("nodes", Assert.Throws<ArgumentOutOfRangeException>(() => OutageLog.Create([new("a", 1, 2), new("b", 1, 2)], 1, 0, 9)).ParamName);
    }
}
