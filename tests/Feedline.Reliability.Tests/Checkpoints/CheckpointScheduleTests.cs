namespace Feedline.Reliability.Tests.Checkpoints;

public sealed class CheckpointScheduleTests
{
    private static readonly CheckpointTier[] Tiers =
    [
        new("local", new CheckpointCost(0.5), 0.6, 5),
        new("peer", new CheckpointCost(2, 10), 0.35, 20),
        new("remote", new CheckpointCost(10, 120), 0.05, 120),
    ];

    [Fact]
    public void Each_tier_gets_the_interval_of_the_failures_that_need_it()
    {
        CheckpointSchedule schedule = CheckpointSchedule.Optimal(Tiers, 10_000);
        Assert.Equal(CheckpointInterval.Young(0.5, 10_000 / 0.6), schedule.IntervalSeconds, 9);
        for (int i = 1; i < 3; i++)
        {
            double wanted = CheckpointInterval.Young(Tiers[i].Cost.BlockingSeconds, 10_000 / Tiers[i].FailureShare);
            Assert.InRange(schedule.Tiers[i].Every * schedule.IntervalSeconds / wanted, 0.7, 1.4);
            Assert.Equal(0, schedule.Tiers[i].Every % schedule.Tiers[i - 1].Every);
        }
    }

    [Fact]
    public void No_other_schedule_is_better_to_first_order()
    {
        CheckpointSchedule best = CheckpointSchedule.Optimal(Tiers, 10_000);
        double ettr = ExpectedEttr.Of(8.64, best, 100).Value;
        foreach (double factor in (double[])[0.5, 0.8, 1.25, 2])
        {
            var other = new CheckpointSchedule(best.IntervalSeconds * factor, best.Tiers);
            Assert.True(ExpectedEttr.Of(8.64, other, 100).Value < ettr + 1e-4);
        }
    }

    [Fact]
    public void Bad_tiers_are_named()
    {
        Assert.Equal("tiers", Assert.Throws<ArgumentException>(() => new CheckpointSchedule(1)).ParamName);
        Assert.Equal("tiers", Assert.Throws<ArgumentException>(() => new CheckpointSchedule(1, new CheckpointTier("a", default, 0.5))).ParamName);
        Assert.Equal("tiers", Assert.Throws<ArgumentException>(() => CheckpointSchedule.OneTier(1, new CheckpointCost(1, 5))).ParamName);
        Assert.Equal("intervalSeconds", Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointSchedule.OneTier(0, default)).ParamName);
        Assert.Equal("every", Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointTier("a", default, every: 0)).ParamName);
    }
}
