using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

public sealed class ComputeStragglerTests
{
    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public void Finds_it_in_time_and_sees_its_end(int world, double step, bool isStrong)
    {
        SyntheticRun run = Shapes.Run(world, step, FaultKind.Straggler, isStrong ? 1 : 0.3, world / 2);

        Outcome outcome = Outcome.Of(run).Shows(run);

        Assert.All(outcome.Findings, static finding => Assert.Equal(FindingState.Resolved, finding.State));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Without_compute_times_the_waiting_still_tells_who(int world)
    {
        SyntheticRun run = Shapes.Run(world, 0.08, FaultKind.Straggler, 0.5, 1) with { Without = [SignalNames.ComputeDuration] };

        Finding finding = Outcome.Of(run).Shows(run, run.Faults[0]);

        Assert.Contains(SignalNames.ComputeDuration, finding.MissingInputs);
        Assert.Equal(0.8, finding.Confidence);
        Assert.Contains("outside input and collectives", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SignalNames.StepDuration)]
    [InlineData(SignalNames.DataWaitDuration)]
    public void Where_nothing_tells_what_kept_it_that_is_said(string other)
    {
        SyntheticRun run = Shapes.Run(FaultKind.Straggler, 0.5, 1) with { Without = [SignalNames.ComputeDuration, other] };

        Finding finding = Outcome.Of(run).Shows(run, run.Faults[0]);

        Assert.Equal(0.6, finding.Confidence);
        Assert.Contains("not measured", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Without_collective_times_the_computing_still_tells_who(int world)
    {
        SyntheticRun run = Shapes.Run(world, 0.08, FaultKind.Straggler, 0.5, 1) with { Without = [SignalNames.CollectiveDuration] };

        Finding finding = Outcome.Of(run).Shows(run, run.Faults[0]);

        Assert.Contains(SignalNames.CollectiveDuration, finding.MissingInputs);
    }

    [Fact]
    public void Abstains_without_either()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Straggler, 1, 1) with
        {
            Without = [SignalNames.CollectiveDuration, SignalNames.ComputeDuration],
        };

        Outcome.Of(run).IsSilent();
    }

    [Fact]
    public void A_compute_time_lost_now_and_then_does_not_hide_it()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Straggler, 0.5, 1) with { Lost = 0.05 };

        Outcome.Of(run).Shows(run);
    }

    [Fact]
    public void The_rank_that_reads_slowly_is_no_straggler()
    {
        SyntheticRun run = Shapes.Run(FaultKind.DatasetSlow, 1, 2);

        Outcome outcome = Outcome.Of(run).Shows(run);

        Assert.DoesNotContain(outcome.Alarms, static finding => finding.FailureMode == FailureMode.ComputeStraggler);
    }

    [Fact]
    public void Two_at_once_are_two()
    {
        SyntheticRun run = Shapes.Run(8, 0.08, FaultKind.Straggler, 0.5, 1);
        run = run with { Faults = [run.Faults[0], run.Faults[0] with { Ranks = [6] }] };

        Outcome outcome = Outcome.Of(run);

        Assert.Equal([1, 6], outcome.Alarms.SelectMany(static finding => finding.Subjects).Select(static subject => subject.Rank!.Value).Order());
    }

    [Fact]
    public void The_busy_host_of_all_ranks_is_nobodys_fault()
    {
        int[] all = [0, 1, 2, 3];

        Outcome.Of(Shapes.Run(FaultKind.Straggler, 0.5, all)).IsSilent();
    }

    [Theory]
    [InlineData(nameof(FaultKind.DatasetSlow), true)]
    [InlineData(nameof(FaultKind.DatasetSlow), false)]
    [InlineData(nameof(FaultKind.Jitter), true)]
    [InlineData(nameof(FaultKind.Jitter), false)]
    public void Nor_are_storage_and_fabric_to_blame_for_what_busy_hosts_do(string shown, bool isMeasured)
    {
        int[] all = [0, 1, 2, 3];
        SyntheticRun run = Shapes.Run(FaultKind.Straggler, 0.5, all);
        run = run with
        {
            Faults = [run.Faults[0], run.Faults[0] with { Kind = Enum.Parse<FaultKind>(shown), Intensity = 0.3 }],
            Without = isMeasured ? [] : [SignalNames.ComputeDuration],
        };

        Outcome.Of(run).IsSilent();
    }
}
