using Feedline.Tests.Replay;

namespace Feedline.ClassifierScoring;

/// <summary>Draws synthetic runs to train on: of all shapes, quiet ones, with one fault after another, and with two at once.</summary>
internal static class TrainingRun
{
    private static readonly int[] Worlds = [2, 3, 4, 6, 8, 16];
    private static readonly double[] Steps = [0.05, 0.1, 0.2, 0.5];
    private static readonly FaultKind[] Kinds =
    [
        .. Enum.GetValues<FaultKind>().Where(kind => kind is not (FaultKind.LeaveForGood or FaultKind.CacheLost)),
    ];

    public static SyntheticRun Of(int seed)
    {
        var random = new Random(seed);
        int world = Worlds[random.Next(Worlds.Length)];
        double step = Steps[random.Next(Steps.Length)];
        int checkpointEvery = 25 + (5 * random.Next(5));
        var faults = new List<SyntheticFault>();
        double time = 2.4 + Math.Max(120 * step, 15) + (random.NextDouble() * 5);
        int count = random.Next(5) switch { 0 => 0, 1 => 1, _ => 2 };
        bool atOnce = count == 2 && random.Next(3) == 0;
        for (int i = 0; i < count; i++)
        {
            FaultKind kind = Kinds[random.Next(Kinds.Length)];
            if (faults.Any(fault => fault.Mode == new SyntheticFault(kind, 0, 0).Mode) || (kind == FaultKind.Incast && world < 3))
                continue;

            // Two that stop the job at once are one.
            bool stops = kind is FaultKind.HangSilent or FaultKind.HangBusy or FaultKind.HangAlike or FaultKind.HangSpinning or FaultKind.Crash;
            if (atOnce && stops)
                continue;

            bool isOfOneRank = kind is not (FaultKind.CheckpointStall or FaultKind.DatasetSlow or FaultKind.MetadataSlow or FaultKind.DecodeSlow) || random.Next(3) == 0;
            double length = kind switch
            {
                FaultKind.Crash => 7.65,
                FaultKind.CheckpointStall => Math.Max(4 * checkpointEvery * step, 15),
                _ => Math.Max(60 * step, 10),
            };

            // From a fifth of what is strong to twice that.
            double intensity = Strong(kind) * Math.Pow(10, -0.7 + random.NextDouble());
            faults.Add(new SyntheticFault(kind, time, time + length, intensity) { Ranks = isOfOneRank ? [random.Next(world)] : [] });
            if (!atOnce)
                time += length + Math.Max(60 * step, 20);
        }

        if (atOnce)
            time = faults.Select(fault => fault.To).DefaultIfEmpty(time).Max() + Math.Max(60 * step, 20);

        return new SyntheticRun
        {
            Seed = seed,
            World = world,
            StepSeconds = step,
            Seconds = time + Math.Max(60 * step, 10),
            HeartbeatSeconds = Math.Max(0.2, step / 5),
            Noise = 0.3 + (2 * random.NextDouble()),
            HasHeavyTails = random.Next(3) == 0,
            CheckpointEvery = faults.Any(fault => fault.Kind == FaultKind.CheckpointStall) ? checkpointEvery : random.Next(3) * 40,
            CheckpointSeconds = step * (0.5 + random.NextDouble()),
            EvaluationEvery = random.Next(2) * 210,
            EvaluationSeconds = step * 25,
            Lost = random.Next(5) == 0 ? 0.02 : 0,
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
