using CsCheck;

namespace Feedline.Reliability.Tests.Storage;

public class CheckpointBurstTests
{
    private static readonly Gen<CheckpointBurst> Bursts = Gen.Select(
        Gen.Int[1, 300], Gen.Double[9, 13], Gen.Double[9, 12], Gen.Double[8, 11], Gen.Int[1, 20], Gen.Double[8, 13], Gen.Double[8, 11], Gen.Double[0, 11],
        (writers, bytes, tier, link, groups, buffer, drain, reads) => new CheckpointBurst
        {
            Writers = writers,
            CheckpointBytes = Math.Pow(10, bytes),
            TierBytesPerSecond = Math.Pow(10, tier),
            WriterBytesPerSecond = Math.Pow(10, link),
            OperationSeconds = 1e-4,
            CreationsPerSecond = 1_000,
            Groups = Math.Min(groups, writers),
            BufferBytes = buffer < 9 ? 0 : Math.Pow(10, buffer),
            DrainBytesPerSecond = Math.Pow(10, drain),
            ReadBytesPerSecond = reads < 8 ? 0 : Math.Pow(10, reads),
        });

    /// <summary>MLPerf Storage: sizes and processes of its checkpoint workloads, against 100 GB/s and 5 GB/s a process.</summary>
    [Theory]
    [InlineData("8B", 105e9, 8, 2.625, true)]
    [InlineData("70B", 912e9, 64, 9.12, false)]
    [InlineData("405B", 5.29e12, 512, 52.9, false)]
    [InlineData("1T", 18e12, 1_024, 180, false)]
    public void Published_checkpoint_sizes(string model, double bytes, int processes, double seconds, bool byWriters)
    {
        var burst = new CheckpointBurst { Writers = processes, CheckpointBytes = bytes, TierBytesPerSecond = 100e9, WriterBytesPerSecond = 5e9 };
        CheckpointBurstPrediction prediction = CheckpointBurstModel.Predict(burst);
        Assert.True(Math.Abs(prediction.WriteSeconds - seconds) < 1e-9 * seconds, $"{model}: {prediction}");
        Assert.Equal(byWriters, prediction.IsLimitedByWriters);

        // Back again: what writes it in that time, and what keeps it below 1 % of a half-hourly cycle.
        Assert.Equal(bytes / seconds, CheckpointBurstModel.BandwidthFor(bytes, seconds), 1);
        double needed = CheckpointBurstModel.BandwidthForOverhead(bytes, 1_800, 0.01);
        CheckpointCycle cycle = CheckpointBurstModel.Cycle(burst with { TierBytesPerSecond = needed, WriterBytesPerSecond = double.PositiveInfinity }, 1_800);
        Assert.Equal(0.01, cycle.Overhead, 1e-12);
    }

    [Theory]
    [InlineData(64, 1, 1e9, 0)]
    [InlineData(64, 4, 1e9, 0)]
    [InlineData(64, 16, 1e9, 1e-3)]
    [InlineData(8, 1, 1e9, 2e-3)]
    [InlineData(100, 7, 0.4e9, 1e-4)]
    public void Write_time_is_as_a_simulation_of_operations_has_it(int writers, int groups, double link, double operation)
    {
        var burst = new CheckpointBurst
        {
            Writers = writers,
            CheckpointBytes = writers * 200 * 1e6,
            TierBytesPerSecond = 10e9,
            WriterBytesPerSecond = link,
            OperationSeconds = operation,
            OperationBytes = 1e6,
            Groups = groups,
        };
        double simulated = WriterQueue.WriteSeconds(burst);
        Assert.InRange(CheckpointBurstModel.Predict(burst).WriteSeconds / simulated, 0.93, 1.02);
    }

    /// <summary>Writers do not begin together: the burst takes no less than the model says and no more than the spread longer.</summary>
    [Theory]
    [InlineData(64, 1, 1e9, 0.1)]
    [InlineData(64, 1, 1e9, 2)]
    [InlineData(64, 4, 1e9, 0.5)]
    [InlineData(8, 1, 1e9, 0.5)]
    [InlineData(100, 7, 0.4e9, 1)]
    [InlineData(256, 1, 2e9, 20)]
    public void Starts_that_are_spread_cost_at_most_their_spread(int writers, int groups, double link, double spread)
    {
        var burst = new CheckpointBurst
        {
            Writers = writers,
            CheckpointBytes = writers * 200 * 1e6,
            TierBytesPerSecond = 10e9,
            WriterBytesPerSecond = link,
            OperationBytes = 1e6,
            Groups = groups,
        };
        double predicted = CheckpointBurstModel.Predict(burst).WriteSeconds;
        for (int seed = 1; seed <= 10; seed++)
        {
            double simulated = WriterQueue.WriteSeconds(burst, spread: spread, seed: seed);
            TestContext.Current.TestOutputHelper?.WriteLine($"predicted {predicted:F3}, spread {spread:F3}, simulated {simulated:F3}");
            Assert.InRange(simulated, 0.98 * predicted, 1.07 * (predicted + groups * spread));
        }
    }

    /// <summary>Reads that wait for each other as writes do: the tier gives each as it asks.</summary>
    [Theory]
    [InlineData(64, 20)]
    [InlineData(64, 64)]
    [InlineData(12, 4)]
    [InlineData(5, 2)]
    public void Reads_take_their_part_of_the_tier(int writers, int readers)
    {
        var burst = new CheckpointBurst
        {
            Writers = writers,
            CheckpointBytes = writers * 200 * 1e6,
            TierBytesPerSecond = 10e9,
            WriterBytesPerSecond = 1e9,
            OperationBytes = 1e6,
            ReadBytesPerSecond = readers * 1e9,
        };
        double simulated = WriterQueue.WriteSeconds(burst, readers);
        Assert.InRange(CheckpointBurstModel.Predict(burst).WriteSeconds / simulated, 0.93, 1.05);
    }

    [Theory]
    [InlineData(1e12, 300, 4e9)]
    [InlineData(0.5e12, 300, 4e9)]
    [InlineData(1.5e12, 300, 2e9)]
    [InlineData(1.5e12, 3_000, 2e9)]
    public void The_steady_state_is_as_a_simulation_in_time_has_it(double buffer, double interval, double drain)
    {
        var burst = new CheckpointBurst { Writers = 64, CheckpointBytes = 912e9, TierBytesPerSecond = 100e9, BufferBytes = buffer, DrainBytesPerSecond = drain, WriterBytesPerSecond = 5e9 };
        CheckpointCycle cycle = CheckpointBurstModel.Cycle(burst, interval);
        Assert.InRange(cycle.BlockingSeconds / WriterQueue.CycleSeconds(burst, interval, 60), 0.98, 1.02);
    }

    [Fact]
    public void A_drain_that_is_too_slow_slows_training_to_its_own_pace()
    {
        var burst = new CheckpointBurst { Writers = 64, CheckpointBytes = 912e9, TierBytesPerSecond = 100e9, BufferBytes = 1e12, DrainBytesPerSecond = 2e9 };
        CheckpointCycle cycle = CheckpointBurstModel.Cycle(burst, 300);
        Assert.True(cycle.IsBackPressured);
        Assert.Equal(912e9 / 2e9, 300 + cycle.BlockingSeconds, 1e-3);
        CheckpointCycle rare = CheckpointBurstModel.Cycle(burst, 600);
        Assert.False(rare.IsBackPressured);
        Assert.Equal(9.12, rare.BlockingSeconds, 1e-9);
    }

    [Fact]
    public void Files_created_at_once_wait_for_each_other()
    {
        var burst = new CheckpointBurst { Writers = 1_024, FilesPerWriter = 10, CreationsPerSecond = 2_000, CheckpointBytes = 1e9, TierBytesPerSecond = 1e12 };
        Assert.Equal(5.12, CheckpointBurstModel.Predict(burst).CreateSeconds, 1e-12);

        // One by one: 1/μ, 2/μ, … m/μ.
        Assert.Equal(Enumerable.Range(1, 10_240).Average(i => i / 2_000.0), CheckpointBurstModel.MeanCreateSeconds(10_240, 2_000), 1e-9);
    }

    [Fact]
    public void Staggering_eases_reads_and_costs_time_only_where_links_set_the_pace()
    {
        var burst = new CheckpointBurst { Writers = 64, CheckpointBytes = 912e9, TierBytesPerSecond = 100e9, WriterBytesPerSecond = 5e9, ReadBytesPerSecond = 20e9 };
        CheckpointBurstPrediction together = CheckpointBurstModel.Predict(burst);
        CheckpointBurstPrediction staggered = CheckpointBurstModel.Predict(burst with { Groups = 4 });
        Assert.Equal((320 + 20) / 100.0, together.ReadSlowdown, 1e-12);
        Assert.Equal(1, staggered.ReadSlowdown);
        Assert.Equal(80e9, staggered.PeakBytesPerSecond);
        Assert.Equal(912 / 80.0, staggered.WriteSeconds, 1e-9);
        Assert.Equal(912 / (100 * 320 / 340.0), together.WriteSeconds, 1e-9);
    }

    [Fact]
    public void More_bandwidth_never_takes_longer() => Bursts.Sample(burst =>
    {
        CheckpointBurstPrediction less = CheckpointBurstModel.Predict(burst);
        Assert.True(double.IsFinite(less.WriteSeconds) && less.WriteSeconds > 0 && less.DrainSeconds >= less.WriteSeconds && less.ReadSlowdown >= 1);
        double longest = less.WriteSeconds * (1 + 1e-9);
        Assert.True(CheckpointBurstModel.Predict(burst with { TierBytesPerSecond = 2 * burst.TierBytesPerSecond }).WriteSeconds <= longest);
        Assert.True(CheckpointBurstModel.Predict(burst with { WriterBytesPerSecond = 2 * burst.WriterBytesPerSecond }).WriteSeconds <= longest);
        Assert.True(CheckpointBurstModel.Predict(burst with { DrainBytesPerSecond = 2 * burst.DrainBytesPerSecond }).WriteSeconds <= longest);
        Assert.True(CheckpointBurstModel.Predict(burst with { CheckpointBytes = burst.CheckpointBytes / 2 }).WriteSeconds <= longest);
        Assert.True(burst.BufferBytes == 0 || CheckpointBurstModel.Predict(burst with { BufferBytes = 2 * burst.BufferBytes }).WriteSeconds <= longest);
        Assert.True(CheckpointBurstModel.Predict(burst with { ReadBytesPerSecond = burst.ReadBytesPerSecond + 1e9 }).WriteSeconds >= less.WriteSeconds * (1 - 1e-9));
    });

    [Fact]
    public void Bytes_written_are_never_more_than_the_tiers_take() => Bursts.Sample(burst =>
    {
        CheckpointBurstPrediction prediction = CheckpointBurstModel.Predict(burst);
        double data = prediction.WriteSeconds;
        Assert.True(burst.CheckpointBytes <= burst.TierBytesPerSecond * data * (1 + 1e-9));
        Assert.True(burst.BufferBytes == 0 || burst.CheckpointBytes <= (burst.BufferBytes + burst.DrainBytesPerSecond * data) * (1 + 1e-9) || burst.DrainBytesPerSecond >= prediction.PeakBytesPerSecond);
        CheckpointCycle cycle = CheckpointBurstModel.Cycle(burst, 600);
        Assert.InRange(cycle.Overhead, 0, 1);
        Assert.InRange(cycle.BacklogBytes, 0, Math.Max(burst.BufferBytes, 0));
        Assert.True(cycle.BlockingSeconds >= prediction.WriteSeconds * (1 - 1e-9));
    });

    [Fact]
    public void Bad_values_are_named()
    {
        var burst = new CheckpointBurst { Writers = 4, CheckpointBytes = 1e9, TierBytesPerSecond = 1e9 };
        Assert.Equal("Writers", Assert.Throws<ArgumentOutOfRangeException>(() => burst with { Writers = 0 }).ParamName);
        Assert.Equal("TierBytesPerSecond", Assert.Throws<ArgumentOutOfRangeException>(() => burst with { TierBytesPerSecond = 0 }).ParamName);
        Assert.Equal("CheckpointBytes", Assert.Throws<ArgumentOutOfRangeException>(() => burst with { CheckpointBytes = double.NaN }).ParamName);
        Assert.Equal("DrainBytesPerSecond", Assert.Throws<ArgumentOutOfRangeException>(() => burst with { DrainBytesPerSecond = -1 }).ParamName);
        Assert.Equal("burst", Assert.Throws<ArgumentException>(() => CheckpointBurstModel.Predict(burst with { Groups = 5 })).ParamName);
        Assert.Equal("intervalSeconds", Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointBurstModel.Cycle(burst, 0)).ParamName);
        Assert.Equal("overhead", Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointBurstModel.BandwidthForOverhead(1, 1, 1)).ParamName);
    }
}
