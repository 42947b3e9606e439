using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

public sealed class DatasetStarvationTests
{
    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public void Finds_it_in_time_and_sees_its_end(int world, double step, bool isStrong)
    {
        SyntheticRun run = Shapes.Run(world, step, FaultKind.DatasetSlow, isStrong ? 2 : 0.3);

        Outcome outcome = Outcome.Of(run).Shows(run);

        Assert.All(outcome.Findings, static finding => Assert.Equal(FindingState.Resolved, finding.State));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Names_the_one_rank_that_reads_slowly(int world)
    {
        SyntheticRun run = Shapes.Run(world, 0.08, FaultKind.DatasetSlow, 1, world - 1);

        Outcome.Of(run).Shows(run);
    }

    [Fact]
    public void Without_storage_times_the_wait_is_found_and_the_reason_left_open()
    {
        SyntheticRun run = Shapes.Run(FaultKind.DatasetSlow, 1) with { Without = [SignalNames.StorageOperationDuration] };

        Finding finding = Outcome.Of(run).Shows(run, run.Faults[0]);

        Assert.Contains(SignalNames.StorageOperationDuration, finding.MissingInputs);
        Assert.InRange(finding.Confidence, 0, 0.7);
    }

    [Fact]
    public void Without_wait_times_reads_alone_do()
    {
        SyntheticRun run = Shapes.Run(FaultKind.DatasetSlow, 1) with { Without = [SignalNames.DataWaitDuration] };

        Outcome.Of(run).Shows(run, run.Faults[0]);
    }

    [Fact]
    public void Abstains_without_either()
    {
        SyntheticRun run = Shapes.Run(FaultKind.DatasetSlow, 1) with
        {
            Without = [SignalNames.DataWaitDuration, SignalNames.StorageOperationDuration],
        };

        Assert.DoesNotContain(Outcome.Of(run).Findings, static finding => finding.Layer == Layer.DatasetStorage);
    }

    [Fact]
    public void A_rank_that_joins_while_the_wait_grows_breaks_nothing()
    {
        SyntheticRun run = Shapes.Run(FaultKind.DatasetSlow, 1);
        using SyntheticRecording recording = run.Record();
        long joins = SyntheticRun.At(run.Faults[0].From + 3);

        Outcome outcome = Outcome.Of(recording.Select((key, sample) => key.Rank == 0 && sample.Time < joins ? null : sample));

        Assert.Contains(outcome.Alarms, static finding => finding.FailureMode == FailureMode.DatasetStarvation);
    }

    [Theory]
    [InlineData(2, 0.3)]
    [InlineData(8, 2)]
    public void Slow_decoding_is_no_fault_of_the_storage(int world, double intensity)
    {
        SyntheticRun run = Shapes.Run(world, 0.08, FaultKind.DecodeSlow, intensity);

        Outcome outcome = Outcome.Of(run).Shows(run);
        Finding finding = outcome.Shows(run, run.Faults[0]);

        Assert.Contains("the storage is healthy", finding.Message, StringComparison.Ordinal);
        Assert.Contains("more workers", finding.Mitigations[0].Description, StringComparison.Ordinal);
        Evidence decode = Part(finding, "wait outside storage operations");
        Assert.InRange(decode.Observed - decode.Expected, 0.8 * intensity * 0.08, 1.2 * intensity * 0.08);
        Evidence reads = Part(finding, "time in dataset reads");

        // A mean over some steps against a median of a skewed distribution.
        Assert.InRange(reads.Observed, 0.6 * reads.Expected, 1.8 * reads.Expected);
    }

    [Fact]
    public void One_rank_that_decodes_slowly_is_named()
    {
        SyntheticRun run = Shapes.Run(FaultKind.DecodeSlow, 1, 2);

        Assert.Contains("decoding", Outcome.Of(run).Shows(run, run.Faults[0]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 1, false)]
    [InlineData(4, 0.08, false)]
    [InlineData(4, 0.08, true)]
    [InlineData(16, 0.08, false)]
    public void Reads_that_went_cold_are_told_from_a_slow_storage(int world, double step, bool isRemote)
    {
        SyntheticRun run = Shapes.Run(world, step, FaultKind.CacheLost, 0.3) with { CachedShare = 0.9, IsRemote = isRemote };

        Finding finding = Outcome.Of(run).Shows(run, run.Faults[0]);

        Assert.Contains("reads went cold", finding.Message, StringComparison.Ordinal);
        Assert.Equal(isRemote, finding.Message.Contains("over the network", StringComparison.Ordinal));
        Assert.Contains("cache tier", finding.Mitigations[0].Description, StringComparison.Ordinal);
        Evidence hits = Part(finding, "share of reads that are cached");
        Assert.InRange(hits.Observed, 0.2, 0.4);
        Assert.InRange(hits.Expected, 0.85, 0.95);
        Evidence cold = Part(finding, "of it in cold reads"), cached = Part(finding, "of it in cached reads");
        Evidence reads = Part(finding, "time in dataset reads");
        Assert.Equal(reads.Observed, cold.Observed + cached.Observed, 1e-9);
        Assert.True(cached.Observed < cached.Expected && cold.Observed > 3 * cold.Expected, $"{cold}, {cached}");
        Evidence bytes = Part(finding, isRemote ? "bytes from the network" : "bytes from local disk");
        Assert.InRange(bytes.Observed / bytes.Expected, 2, 12);
    }

    [Fact]
    public void A_slow_storage_behind_a_cache_that_serves_as_many_reads_is_slow()
    {
        SyntheticRun run = Shapes.Run(FaultKind.DatasetSlow, 5) with { CachedShare = 0.6 };

        Finding finding = Outcome.Of(run).Shows(run, run.Faults[0]);

        Assert.DoesNotContain("cold,", finding.Message, StringComparison.Ordinal);
        Assert.Contains("throttling", finding.Mitigations[0].Description, StringComparison.Ordinal);
        Evidence hits = Part(finding, "share of reads that are cached");
        Assert.InRange(hits.Observed - hits.Expected, -0.1, 0.1);
    }

    [Fact]
    public void Reads_that_are_all_fast_and_then_all_slow_are_no_mixture()
    {
        SyntheticRun run = Shapes.Run(FaultKind.DatasetSlow, 2);

        Finding finding = Outcome.Of(run).Shows(run, run.Faults[0]);

        Assert.DoesNotContain("cold", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(finding.Evidence, static evidence => evidence.Statistic.Contains("cached", StringComparison.Ordinal));
    }

    private static Evidence Part(Finding finding, string statistic) =>
        Assert.Single(finding.Evidence, evidence => evidence.Statistic.StartsWith(statistic, StringComparison.Ordinal));
}
