using System.Collections.Immutable;
using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

/// <summary>Faults of layers that do not feed each other are roots of their own, also at the same time.</summary>
public sealed class SeveralFaultsTests
{
    [Fact]
    public void A_checkpoint_stall_and_jitter() => Shows(
        Stall(20, 44), new SyntheticFault(FaultKind.Jitter, 28, 40, 1) { Ranks = [1] });

    [Fact]
    public void A_straggler_and_slow_metadata() => Shows(
        new SyntheticFault(FaultKind.Straggler, 20, 35, 0.5) { Ranks = [2] }, new SyntheticFault(FaultKind.MetadataSlow, 24, 34, 1));

    [Fact]
    public void Jitter_and_corruption_of_one_rank() => Shows(
        new SyntheticFault(FaultKind.Jitter, 20, 35, 1) { Ranks = [3] }, new SyntheticFault(FaultKind.Corruption, 22, 34, 0.1) { Ranks = [3] });

    [Fact]
    public void Slow_reads_and_a_straggler() => Shows(
        new SyntheticFault(FaultKind.DatasetSlow, 20, 35, 1), new SyntheticFault(FaultKind.Straggler, 22, 33, 1) { Ranks = [0] });

    [Fact]
    public void A_straggler_then_a_hang_of_the_same_rank() => Shows(
        new SyntheticFault(FaultKind.Straggler, 20, 30, 1) { Ranks = [1] }, new SyntheticFault(FaultKind.HangSilent, 40, 50) { Ranks = [1] });

    [Fact]
    public void The_same_fault_twice() => Shows(
        new SyntheticFault(FaultKind.Jitter, 15, 22, 1) { Ranks = [1] }, new SyntheticFault(FaultKind.Jitter, 40, 48, 1) { Ranks = [2] });

    [Fact]
    public void Three_layers_one_after_the_other() => Shows(
        new SyntheticFault(FaultKind.DatasetSlow, 15, 22, 1),
        new SyntheticFault(FaultKind.Incast, 26, 34, 4) { Ranks = [2] },
        new SyntheticFault(FaultKind.Straggler, 42, 50, 0.5) { Ranks = [0] });

    [Fact]
    public void A_crash_in_a_run_with_a_straggler() => Shows(
        new SyntheticFault(FaultKind.Straggler, 15, 22, 0.5) { Ranks = [2] }, new SyntheticFault(FaultKind.Crash, 30, 38) { Ranks = [1] });

    /// <summary>Right after the rules have learned enough, or before: nothing that is not known yet gets into a finding.</summary>
    [Theory]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(33)]
    [InlineData(36)]
    [InlineData(50)]
    public void A_fault_that_begins_early_is_told_soundly(int afterSteps)
    {
        foreach (FaultKind kind in Enum.GetValues<FaultKind>())
        {
            double from = 2.4 + (afterSteps * 0.08);
            ImmutableArray<int> ranks = kind is FaultKind.Crash or FaultKind.LeaveForGood or FaultKind.Straggler ? [1] : [];
            SyntheticRun run = Run(new SyntheticFault(kind, from, from + 10, kind == FaultKind.CheckpointStall ? 20 : 1) { Ranks = ranks });

            // That the outcome is sound is checked with every replay.
            Outcome outcome = Outcome.Of(run with { CheckpointEvery = 6 });
            Assert.Equal(4, outcome.Job.WorldSize);
        }
    }

    private static SyntheticFault Stall(double from, double to) => new(FaultKind.CheckpointStall, from, to, 25);

    private static void Shows(params SyntheticFault[] faults) => Outcome.Of(Run(faults)).Shows(Run(faults));

    private static SyntheticRun Run(params SyntheticFault[] faults) => new()
    {
        Seed = 11,
        Seconds = 60,
        CheckpointEvery = 60,
        Faults = [.. faults],
    };
}
