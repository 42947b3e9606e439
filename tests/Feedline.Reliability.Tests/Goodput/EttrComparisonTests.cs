namespace Feedline.Reliability.Tests.Goodput;

public sealed class EttrComparisonTests
{
    private static readonly TrainingJob Job = new()
    {
        Nodes = 400,
        Failures = new CorrelatedFailures(new FailureRate(0.01, FailureDefinition.UnplannedInterruption), []),
        Checkpoints = CheckpointSchedule.OneTier(900, new CheckpointCost(10)),
        DetectionSeconds = 30,
        Restart = new RestartTime(200),
    };

    private static readonly SimulationOptions Week = new() { HorizonDays = 7, Replications = 500 };

    [Fact]
    public void The_four_are_side_by_side()
    {
        EttrComparison comparison = EttrComparison.Of(Job, 0.95, Week, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(ExpectedEttr.Of(4, 900, 230, 10).Value, comparison.Formula.Value, 12);
        Assert.Equal(RenewalEttr.Of(new ExponentialLifetime(21_600), 900, new CheckpointCost(10), 230), comparison.Renewal!.Value, 12);
        Assert.InRange(comparison.Simulated.Ettr.Value, 0.955, 0.965);
        Assert.Equal(0.95, comparison.Measured);
    }

    [Fact]
    public void A_measured_one_is_compared_with_single_runs()
    {
        Assert.True(Of(0.955).MeasuredIsUsual);
        Assert.False(Of(0.90).MeasuredIsUsual);
        Assert.Null(EttrComparison.Of(Job, null, Week, cancellationToken: TestContext.Current.CancellationToken).MeasuredIsUsual);

        static EttrComparison Of(double measured) => EttrComparison.Of(Job, measured, Week, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Tiers_have_no_closed_form_and_their_reading_counts_once()
    {
        CheckpointTier[] tiers = [new("local", new CheckpointCost(1), 0.5, 20), new("remote", new CheckpointCost(5), 0.5, 100, 2)];
        TrainingJob job = Job with { Checkpoints = new CheckpointSchedule(600, tiers) };
        EttrComparison comparison = EttrComparison.Of(job, null, Week, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Null(comparison.Renewal);
        Assert.Equal(ExpectedEttr.Of(4, job.Checkpoints, 230).Value, comparison.Formula.Value, 12);
        Assert.Equal(comparison.Formula.Value, comparison.Simulated.Ettr.Value, 0.005);
    }

    [Fact]
    public void Bad_numbers_are_named()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        Assert.Equal("measured", Assert.Throws<ArgumentOutOfRangeException>(() => EttrComparison.Of(Job, 1.2, cancellationToken: token)).ParamName);
        Assert.Equal("measured", Assert.Throws<ArgumentOutOfRangeException>(() => EttrComparison.Of(Job, double.NaN, cancellationToken: token)).ParamName);
        Assert.Equal("job", Assert.Throws<ArgumentNullException>(() => EttrComparison.Of(null!, cancellationToken: token)).ParamName);
    }
}
