using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

public sealed class NetworkJitterTests
{
    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public void Finds_it_in_time_and_sees_its_end(int world, double step, bool isStrong)
    {
        SyntheticRun run = Shapes.Run(world, step, FaultKind.Jitter, isStrong ? 3 : 0.5, world - 1);

        Outcome outcome = Outcome.Of(run).Shows(run);

        Assert.All(outcome.Findings, static finding => Assert.Equal(FindingState.Resolved, finding.State));
    }

    [Fact]
    public void A_fabric_that_is_slow_for_all_is_nobodys_link()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Jitter, 1);

        Outcome.Of(run).Shows(run);
    }

    [Fact]
    public void Names_the_counters_it_has_not()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Jitter, 1, 2) with { Without = [SignalNames.TcpRetransmits, SignalNames.NetworkIo] };

        Finding finding = Outcome.Of(run).Shows(run, run.Faults[0]);

        Assert.Equal([SignalNames.TcpRetransmits, SignalNames.NetworkIo], finding.MissingInputs);
    }

    [Fact]
    public void Abstains_without_collective_times()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Jitter, 1, 2) with { Without = [SignalNames.CollectiveDuration] };

        Outcome.Of(run).IsSilent();
    }

    [Fact]
    public void A_straggler_does_not_make_the_fabric_slow()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Straggler, 1, 1);

        Assert.DoesNotContain(Outcome.Of(run).Findings, static finding => finding.Layer == Layer.Fabric);
    }

    [Fact]
    public void Clocks_that_disagree_and_drift_do_not_move_the_blame()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Jitter, 1, 2) with { Skew = [0.8, -0.5, 0, 1.2], DriftPpm = 20 };
        run = run with { Faults = [run.Faults[0]] };

        Outcome.Of(run).Shows(run);
    }

    [Fact]
    public void Samples_that_get_lost_hide_nothing_in_a_large_job()
    {
        // Of 64 ranks hardly a step has the sample of each.
        SyntheticRun run = Shapes.Run(64, 0.08, FaultKind.Jitter, 1, 7) with { Lost = 0.03 };

        Outcome.Of(run).Shows(run);
    }
}
