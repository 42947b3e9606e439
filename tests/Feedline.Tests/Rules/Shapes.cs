using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

/// <summary>The runs in which each rule must find its fault.</summary>
internal static class Shapes
{
    /// <summary>World size, step time in seconds, and whether the fault is strong.</summary>
    public static TheoryData<int, double, bool> All
    {
        get
        {
            var all = new TheoryData<int, double, bool>();
            foreach (int world in (int[])[2, 4, 8, 64])
            {
                foreach (double step in (double[])[0.02, 0.08, 1, 10])
                {
                    // The large runs take their time: each with one strength, in turn.
                    if (world < 64 || step is 0.08 or 10)
                        all.Add(world, step, true);

                    if (world < 64 || step is 0.02 or 1)
                        all.Add(world, step, false);
                }
            }

            return all;
        }
    }

    /// <summary>A run that is healthy but for one fault between two stretches of normal steps.</summary>
    public static SyntheticRun Run(int world, double step, FaultKind kind, double intensity, params int[] ranks)
    {
        double before = Math.Max(120 * step, 12);
        double during = kind is FaultKind.Crash or FaultKind.LeaveForGood ? 7.65 : Math.Max(60 * step, 6);
        double from = 2.4 + before;
        return new SyntheticRun
        {
            Seed = (world * 31) + (int)(step * 1000) + (int)kind,
            World = world,
            StepSeconds = step,
            Seconds = before + during + Math.Max(80 * step, 4),
            HeartbeatSeconds = Math.Max(0.2, step / 10),
            Faults = [new SyntheticFault(kind, from, from + during, intensity) { Ranks = [.. ranks] }],
        };
    }

    /// <summary>Four ranks, 80 ms a step, one fault of medium strength.</summary>
    public static SyntheticRun Run(FaultKind kind, double intensity, params int[] ranks) => Run(4, 0.08, kind, intensity, ranks);
}
