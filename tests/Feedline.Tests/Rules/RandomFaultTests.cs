using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

/// <summary>Runs of all shapes, each with one fault at a random place: it is the only root above info, with the right ranks.</summary>
public sealed class RandomFaultTests
{
    private static readonly int[] Worlds = [2, 3, 4, 8, 16];
    private static readonly double[] Steps = [0.02, 0.05, 0.08, 0.3, 1];
    private static readonly FaultKind[] Kinds =
        [.. Enum.GetValues<FaultKind>().Where(static kind => kind is not (FaultKind.HangAlike or FaultKind.HangSpinning or FaultKind.DecodeSlow or FaultKind.CacheLost))];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 66), 5022, 5047];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Is_found_alone(int seed)
    {
        SyntheticRun run = Run(seed);

        Outcome.Of(run).Shows(run);
    }

    private static SyntheticRun Run(int seed)
    {
        var random = new Random(seed * 104_729);
        FaultKind kind = Kinds[seed % Kinds.Length];
        int world = Worlds[random.Next(kind == FaultKind.Incast ? 1 : 0, Worlds.Length)];
        double step = Steps[random.Next(Steps.Length)];
        double from = 2.4 + Math.Max(120 * step, 15) + (random.NextDouble() * 5);
        double length = kind is FaultKind.Crash or FaultKind.LeaveForGood ? 7.65 : Math.Max(60 * step, 8);
        bool isOfOneRank = kind is not (FaultKind.CheckpointStall or FaultKind.DatasetSlow or FaultKind.MetadataSlow) || random.Next(2) == 0;

        // Clocks so far apart that rows wait longer than they are kept for are too far: with steps of 20 ms, a second.
        bool isSkewed = step > 0.02 && random.Next(3) == 0;
        return new SyntheticRun
        {
            Seed = seed,
            World = world,
            StepSeconds = step,
            Seconds = from + length + Math.Max(80 * step, 10),
            HeartbeatSeconds = Math.Max(0.2, step / 5),
            Noise = 0.3 + (1.2 * random.NextDouble()),
            HasHeavyTails = random.Next(3) == 0,
            CheckpointEvery = kind == FaultKind.CheckpointStall ? 25 : random.Next(3) * 20,
            CheckpointSeconds = step * (0.5 + random.NextDouble()),
            EvaluationEvery = random.Next(2) * 210,
            EvaluationSeconds = step * 25,
            Lost = random.Next(4) == 0 ? 0.03 : 0,
            DriftPpm = random.Next(2) * 20,
            Skew = isSkewed ? [.. Enumerable.Range(0, world).Select(_ => (2 * random.NextDouble()) - 1)] : [],
            Faults = [new SyntheticFault(kind, from, from + length, Intensity(kind, random)) { Ranks = isOfOneRank ? [random.Next(world)] : [] }],
        };
    }

    private static double Intensity(FaultKind kind, Random random) => kind switch
    {
        FaultKind.CheckpointStall => 5 + (30 * random.NextDouble()),
        FaultKind.Corruption => Math.Pow(10, -2 + (2.5 * random.NextDouble())),
        FaultKind.Incast => 1 + (5 * random.NextDouble()),
        FaultKind.Straggler => 0.5 + (2 * random.NextDouble()),
        _ => 0.3 + (3 * random.NextDouble()),
    };
}
