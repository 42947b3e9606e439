using Feedline.DetectionScoring.Nab;
using Feedline.DetectionScoring.Series;

namespace Feedline.DetectionScoring.Synthetic;

/// <summary>
/// Series of many kinds with planted anomalies and labels as NAB has them, all from seeds. What is planted is a matter of taste as labels
/// of real series are; it is here so that a design can be chosen without looking at a benchmark.
/// </summary>
internal static class SyntheticCorpus
{
    // As NAB: windows take a tenth of a file together.
    private const double WindowShare = 0.1;
    private const double Clean = 0.08;

    private static readonly (string Name, Func<Draw, Quiet> Make)[] Families =
    [
        ("demand", SeasonFamilies.Demand),
        ("mentions", SeasonFamilies.Mentions),
        ("prices", SeasonFamilies.Prices),
        ("roads", SeasonFamilies.Roads),
        ("pulses", SeasonFamilies.Pulses),
        ("load", MachineFamilies.Load),
        ("bytes", MachineFamilies.Bytes),
        ("temperature", MachineFamilies.Temperature),
        ("latency", MachineFamilies.Latency),
        ("levels", MachineFamilies.Levels),
        ("walk", MachineFamilies.Walk),
        ("steps", MachineFamilies.Steps),
    ];

    /// <summary>One series of each family for each seed.</summary>
    public static NabFile[] Make(int firstSeed, int seeds) =>
        [.. from seed in Enumerable.Range(firstSeed, seeds) from family in Enumerable.Range(0, Families.Length) select MakeOne(family, seed)];

    private static NabFile MakeOne(int family, int seed)
    {
        var draw = new Draw(seed * 1009 + family);
        Quiet quiet = Families[family].Make(draw);
        int count = quiet.Values.Length;
        var planter = new Planter(draw, quiet);

        // What happens and is no anomaly: a little of the same kinds.
        foreach (int at in Shapes.Times(draw, count, count / draw.Uniform(0.5, 3)))
            planter.Plant(draw.OneOf(AnomalyKind.Spike, AnomalyKind.Busy, AnomalyKind.Noisy), at, Math.Max(10, count / 100), draw.Uniform(0.15, 0.35));

        int anomalies = draw.Chance(Clean) ? 0 : draw.OneOf(1, 1, 2, 2, 2, 3, 4);
        var windows = new RowSpan[anomalies];
        var kinds = new AnomalyKind[anomalies];
        int width = anomalies == 0 ? 0 : (int)(WindowShare * count / anomalies);
        int first = Math.Min((int)(0.15 * count), 750) + width;
        for (int i = 0; i < anomalies; i++)
        {
            // Each in a part of its own, so that windows stay apart.
            double part = (double)(count - first - width) / anomalies;
            int at = first + (int)(part * i + draw.Uniform(0, Math.Max(0, part - width)));
            kinds[i] = draw.OneOf<AnomalyKind>(quiet.Kinds);
            planter.Plant(kinds[i], at, width, 1);
            windows[i] = new RowSpan(at - width / 2, at - width / 2 + width - 1);
        }

        return new NabFile($"{Families[family].Name}-{seed}-{string.Join('+', kinds)}", [.. quiet.Values.Select(quiet.Finish)], windows);
    }
}
