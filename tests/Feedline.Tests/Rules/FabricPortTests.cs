using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

/// <summary>What the ports of a lossless fabric count tells which link it is, and many-to-one from a slow link.</summary>
public sealed class FabricPortTests
{
    [Fact]
    public void The_port_that_counts_errors_of_its_link_names_the_rank_that_nothing_else_names()
    {
        // A fabric that is slow for all: nobody ends last.
        SyntheticRun run = Lossless(Shapes.Run(4, 0.08, FaultKind.Jitter, 1));

        Finding finding = Jitter(run, SignalNames.HardwareErrors, "", rank => rank == 2 ? 40 : 0);

        Subject subject = Assert.Single(finding.Subjects);
        Assert.Equal((2, "mlx5_2"), (subject.Rank, subject.Device));
        Assert.Equal(0.8, finding.Confidence);
        Evidence errors = Assert.Single(finding.Evidence, static evidence => evidence.Unit == "{error}/s");
        Assert.Contains("rank 2, port mlx5_2", errors.Statistic, StringComparison.Ordinal);
        Assert.InRange(errors.Observed, 30, 50);
        Assert.Equal(0, errors.Expected);
        Assert.DoesNotContain(SignalNames.TcpRetransmits, finding.MissingInputs);
    }

    [Fact]
    public void Pauses_at_all_ports_name_nobody()
    {
        SyntheticRun run = Lossless(Shapes.Run(4, 0.08, FaultKind.Jitter, 1));

        Finding finding = Jitter(run, SignalNames.FabricPause, "receive", static _ => 500);

        Assert.Empty(finding.Subjects);
        Assert.Single(finding.Evidence, static evidence => evidence.Unit == "{frame}/s");
    }

    [Fact]
    public void What_was_counted_before_as_well_is_no_evidence()
    {
        SyntheticRun run = Lossless(Shapes.Run(4, 0.08, FaultKind.Jitter, 1));

        Finding finding = Jitter(run, SignalNames.HardwareErrors, "", static rank => rank == 2 ? 40 : 0, before: 1);

        Assert.Empty(finding.Subjects);
        Assert.DoesNotContain(finding.Evidence, static evidence => evidence.Unit == "{error}/s");
    }

    [Fact]
    public void A_slow_link_keeps_its_name_and_gets_its_port()
    {
        SyntheticRun run = Lossless(Shapes.Run(4, 0.08, FaultKind.Jitter, 1, 3));

        Finding finding = Jitter(run, SignalNames.FabricPause, "receive", static rank => rank == 3 ? 300 : 0);

        Assert.Equal((3, "mlx5_3"), (Assert.Single(finding.Subjects).Rank, finding.Subjects[0].Device));
        Assert.Equal(0.9, finding.Confidence);
    }

    [Fact]
    public void Ports_of_nodes_without_a_rank_are_joined_by_node()
    {
        SyntheticRun run = Lossless(Shapes.Run(4, 0.08, FaultKind.Jitter, 1));

        Finding finding = Jitter(run, SignalNames.FabricDiscarded, "transmit", static rank => rank == 1 ? 200 : 0, byNode: true);

        Assert.Equal(1, Assert.Single(finding.Subjects).Rank);
    }

    [Fact]
    public void Many_that_are_told_to_slow_down_by_one_are_an_incast()
    {
        // All is lossless: no bytes are sent again.
        SyntheticRun run = Lossless(Shapes.Run(4, 0.08, FaultKind.Jitter, 1));
        using SyntheticRecording told = Counted(run, SignalNames.FabricCongestion, "receive", static rank => rank != 0 ? 100 : 0, 0, false);
        using SyntheticRecording marked = Counted(run, SignalNames.FabricMarked, "receive", static rank => rank == 0 ? 900 : 0, 0, false);

        Outcome outcome = Outcome.Of(SyntheticRecording.Merge(run.Record(), told, marked));

        Finding root = Assert.Single(outcome.Job.Diagnoses, static diagnosis => diagnosis.Root.Severity > FindingSeverity.Info).Root;
        Assert.Equal(FailureMode.Incast, root.FailureMode);
        Assert.Equal(0, Assert.Single(root.Subjects).Rank);
    }

    [Fact]
    public void Counters_that_rise_while_communication_is_as_fast_as_ever_are_no_finding()
    {
        SyntheticRun run = Lossless(Shapes.Run(4, 0.08, FaultKind.Jitter, 1));
        using SyntheticRecording counted = Counted(run, SignalNames.FabricPause, "receive", static _ => 500, 0, false);

        Outcome.Of(SyntheticRecording.Merge((run with { Faults = [] }).Record(), counted)).IsSilent();
    }

    private static SyntheticRun Lossless(SyntheticRun run) => run with { Without = [SignalNames.TcpRetransmits] };

    private static Finding Jitter(SyntheticRun run, string signal, string direction, Func<int, double> rate, double before = 0, bool byNode = false)
    {
        using SyntheticRecording counted = Counted(run, signal, direction, rate, before, byNode);
        Finding finding = Assert.Single(Outcome.Of(SyntheticRecording.Merge(run.Record(), counted)).Alarms);
        Assert.Equal(FailureMode.NetworkJitter, finding.FailureMode);
        return finding;
    }

    /// <summary>What the port of each rank counts: so many a second during the fault, and a share of it before.</summary>
    private static SyntheticRecording Counted(SyntheticRun run, string signal, string direction, Func<int, double> rate, double before, bool byNode)
    {
        var tape = new Tape();
        for (int rank = 0; rank < run.World; rank++)
        {
            List<Dimension> dimensions = [new(DimensionKeys.Node, $"node{rank}"), new(DimensionKeys.NetworkInterface, $"mlx5_{rank}")];
            if (!byNode)
                dimensions.AddRange([new(DimensionKeys.Job, run.Job), new(DimensionKeys.Rank, $"{rank}")]);

            if (direction.Length > 0)
                dimensions.Add(new(DimensionKeys.NetworkDirection, direction));

            int series = tape.Series(signal, dimensions);
            double total = 0;
            for (double time = 3; time < run.Seconds; time += 0.5)
            {
                total += 0.5 * rate(rank) * (run.Faults[0].IsOn(time) ? 1 : before);
                tape.Add(new SyntheticSample(SyntheticRun.At(time), series, total));
            }
        }

        return new SyntheticRecording(tape.All, tape.Samples, []);
    }
}
