using System.Collections.Immutable;
using CsCheck;
using Feedline.Tests.Replay;

namespace Feedline.Tests.Ledger;

public sealed class LedgerProperties
{
    private static readonly Gen<SyntheticFault> Faults = Gen.Select(
        Gen.Enum<FaultKind>(), Gen.Double[4, 30], Gen.Double[1, 10], Gen.Double[0.1, 10], Gen.Int[0, 3].Array[0, 2],
        static (kind, from, length, intensity, ranks) => new SyntheticFault(kind, from, from + length, intensity)
        {
            // All ranks hung, silent or gone is the end of the run, not a fault in it.
            Ranks = kind is FaultKind.HangSilent or FaultKind.HangBusy or FaultKind.Crash or FaultKind.LeaveForGood ? [ranks.Length] : [.. ranks.Distinct()],
        });

    private static readonly Gen<ImmutableHashSet<string>> Without =
        Gen.OneOf(SignalCatalog.All.Select(static signal => signal.Name).Order(StringComparer.Ordinal).ToArray()).Array[0, 4]
            .Select(static names => names.ToImmutableHashSet());

    private static readonly Gen<(int Checkpoint, int Evaluation)> Plan = Gen.Select(Gen.OneOf(0, 13, 40), Gen.OneOf(0, 50));

    private static readonly Gen<SyntheticRun> Runs = Gen.Select(
        Gen.Int[1, 1_000_000], Gen.Int[1, 5], Gen.OneOf(0.03, 0.08, 0.5), Plan, Faults.Array[0, 3], Without, Gen.OneOf(0, 0, 0.1), Gen.Int[-3, 3].Array[0, 5])
        .Select(static (seed, world, step, plan, faults, without, lost, skew) => new SyntheticRun
        {
            Seed = seed,
            World = world,
            StepSeconds = step,
            Seconds = 40,
            CheckpointEvery = plan.Checkpoint,
            EvaluationEvery = plan.Evaluation,
            Faults = [.. faults.Where(fault => fault.Ranks.All(rank => rank < world) && (fault.Kind != FaultKind.LeaveForGood || world > 1))
                .DistinctBy(static fault => fault.Kind is FaultKind.LeaveForGood ? FaultKind.Crash : fault.Kind)],
            Without = without,
            Lost = lost,
            Skew = [.. skew.Select(static seconds => (double)seconds)],
            HasHeavyTails = seed % 3 == 0,
            HasAttemptDimension = seed % 5 == 0,
        });

    [Fact]
    public void The_sum_closes_to_the_nanosecond_whatever_happens() =>
        Gen.Select(Runs, Gen.OneOf(0.25, 1, 5)).Sample(
            static (run, interval) =>
            {
                // What holds of every diagnosis is checked with it.
                Outcome outcome = Outcome.Of(run.Record(), interval);
                Assert.True(outcome.Jobs.Count <= 1);
            },
            iter: 150,
            threads: 1,
            print: static tuple => $"{tuple.Item1} faults {string.Join("; ", tuple.Item1.Faults)} without {string.Join(',', tuple.Item1.Without)} skew {string.Join(',', tuple.Item1.Skew)} every {tuple.Item2}");
}
