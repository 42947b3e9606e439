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
}
