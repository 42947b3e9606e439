using Feedline.Tests.Replay;

namespace Feedline.Scoring;

/// <summary>Draws synthetic runs of all shapes, with no fault, one or two, weak ones too, and signals that are missing.</summary>
internal static class RandomRun
{
    private static readonly int[] Worlds = [2, 3, 4, 8, 16, 32];
    private static readonly double[] Steps = [0.02, 0.05, 0.1, 0.3, 1];
    private static readonly FaultKind[] Kinds =
        [.. Enum.GetValues<FaultKind>().Where(kind => kind is not (FaultKind.HangAlike or FaultKind.HangSpinning or FaultKind.DecodeSlow or FaultKind.CacheLost or FaultKind.LeaveForGood))];

    public static SyntheticRun Of(int seed)
    {
        var random = new Random(seed);
        int world = Worlds[random.Next(Worlds.Length)];
        double step = Steps[random.Next(Steps.Length)];
        var faults = new List<SyntheticFault>();
        double time = 2.4 + Math.Max(120 * step, 15) + (random.NextDouble() * 5);
        for (int left = random.Next(4) switch { 0 => 0, 3 => 2, _ => 1 }; left > 0; left--)
        {
            // Many to one takes three.
            FaultKind kind = Kinds[random.Next(Kinds.Length)];
            if (faults.Any(fault => fault.Kind == kind) || (kind == FaultKind.Incast && world < 3))
                continue;

            bool isOfOneRank = kind is not (FaultKind.CheckpointStall or FaultKind.DatasetSlow or FaultKind.MetadataSlow) || random.Next(2) == 0;
            double length = kind == FaultKind.Crash ? 7.65 : Math.Max(60 * step, 10);

            // From a twentieth of what is strong to twice that: weak faults are what confidence is for.
            double intensity = Strong(kind) * Math.Pow(10, -1.3 + (1.6 * random.NextDouble()));
            faults.Add(new SyntheticFault(kind, time, time + length, intensity) { Ranks = isOfOneRank ? [random.Next(world)] : [] });
            time += length + Math.Max(60 * step, 15);
        }

        SignalFamily? without = random.Next(3) == 0 ? SignalFamily.All[random.Next(SignalFamily.All.Length)] : null;
        return new SyntheticRun
        {
            Seed = seed,
            World = world,
            StepSeconds = step,
            Seconds = time + Math.Max(60 * step, 10),
            HeartbeatSeconds = Math.Max(0.2, step / 5),
            Noise = 0.3 + (2 * random.NextDouble()),
            HasHeavyTails = random.Next(3) == 0,
            CheckpointEvery = faults.Any(fault => fault.Kind == FaultKind.CheckpointStall) ? 25 : random.Next(3) * 20,
            CheckpointSeconds = step * (0.5 + random.NextDouble()),
            EvaluationEvery = random.Next(2) * 210,
            EvaluationSeconds = step * 25,
            Lost = random.Next(4) == 0 ? 0.03 : 0,
            Without = without is null ? [] : [.. without.Signals],
            Faults = [.. faults],
        };
    }

    private static double Strong(FaultKind kind) => kind switch
    {
        FaultKind.CheckpointStall => 10,
        FaultKind.Corruption => 0.3,
        FaultKind.Incast => 3,
        _ => 1,
    };
}
