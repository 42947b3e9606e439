namespace Feedline.Reliability.Tests.Checkpoints;

public sealed class CheckpointStorageTests
{
    [Fact]
    public void The_slower_of_storage_and_writers_counts()
    {
        Assert.Equal(10, CheckpointStorage.SaveSeconds(1e12, 1e11));
        Assert.Equal(10, CheckpointStorage.SaveSeconds(1e12, 1e11, 100, 2e9));
        Assert.Equal(50, CheckpointStorage.SaveSeconds(1e12, 1e11, 10, 2e9));
        Assert.Equal(14e9, CheckpointStorage.Bytes(1e9));
    }

    [Fact]
    public void Bandwidth_for_a_share_leaves_that_share()
    {
        double bandwidth = CheckpointStorage.BandwidthForShare(5e12, 900, 0.02);
        double save = CheckpointStorage.SaveSeconds(5e12, bandwidth);
        Assert.Equal(0.02, save / (save + 900), 12);
        Assert.Equal(5e12 / 900, CheckpointStorage.BandwidthToKeepUp(5e12, 900));
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(0.9)]
    [InlineData(0.97)]
    public void Bandwidth_for_an_ETTR_gives_that_ETTR_at_the_best_interval(double target)
    {
        double bandwidth = CheckpointStorage.BandwidthForEttr(5e12, target, 11_000, 200);
        double save = 5e12 / bandwidth;
        double interval = CheckpointInterval.Exact(save, 11_000);
        Assert.Equal(target, RenewalEttr.Of(new ExponentialLifetime(11_000), interval, new CheckpointCost(save), 200), 9);
    }

    [Fact]
    public void No_bandwidth_makes_up_for_slow_restarts() =>
        Assert.Equal(double.PositiveInfinity, CheckpointStorage.BandwidthForEttr(5e12, 0.95, 1000, 100));

    [Fact]
    public void Turns_need_less_than_chance_and_chance_less_than_all_at_once()
    {
        CheckpointStagger stagger = CheckpointStagger.Of(20, 1e12, 30, 600);
        Assert.Equal((20e12 / 30, 1e12 / 30, 30.0), (stagger.AlignedBytesPerSecond, stagger.StaggeredBytesPerSecond, stagger.OffsetSeconds));
        // Binomial (20, 0.05): at most 3 with 0.984, at most 4 with 0.997.
        Assert.Equal(4e12 / 30, stagger.UnplannedBytesPerSecond);
        Assert.Equal(1e12 / 30, CheckpointStagger.Of(1, 1e12, 30, 600).UnplannedBytesPerSecond);
    }

    [Fact]
    public void Bad_numbers_are_named()
    {
        Assert.Equal("storageBytesPerSecond", Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointStorage.SaveSeconds(1, 0)).ParamName);
        Assert.Equal("writers", Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointStorage.SaveSeconds(1, 1, 0)).ParamName);
        Assert.Equal("blockingShare", Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointStorage.BandwidthForShare(1, 1, 1)).ParamName);
        Assert.Equal("targetEttr", Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointStorage.BandwidthForEttr(1, 0, 1, 1)).ParamName);
        Assert.Equal("periodSeconds", Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointStagger.Of(2, 1, 30, 20)).ParamName);
        Assert.Equal("parameters", Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointStorage.Bytes(double.NaN)).ParamName);
    }
}
