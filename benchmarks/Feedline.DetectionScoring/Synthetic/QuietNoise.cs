namespace Feedline.DetectionScoring.Synthetic;

/// <summary>Noise of several kinds without anomalies, to see how often there are false alarms.</summary>
internal static class QuietNoise
{
    public static readonly (string Name, Func<Draw, int, double[]> Make)[] Kinds =
    [
        ("normal", (draw, count) => Each(count, _ => draw.Normal())),
        ("exponential", (draw, count) => Each(count, _ => draw.Exponential())),
        ("log-normal", (draw, count) => Each(count, _ => Math.Exp(draw.Normal()))),
        ("Student's t, 4 degrees of freedom", (draw, count) => Each(count, _ => draw.Normal() / Math.Sqrt(Enumerable.Range(0, 4).Sum(_ => Math.Pow(draw.Normal(), 2)) / 4))),
        ("first-order memory 0.7", (draw, count) => Shapes.Memory(draw, count, 0.7)),
        ("first-order memory 0.97", (draw, count) => Shapes.Memory(draw, count, 0.97)),
        ("random walk", Walk),
        ("normal, rounded to whole numbers", (draw, count) => Each(count, _ => Math.Round(draw.Normal()))),
        ("0, and 1 in one of 50", (draw, count) => Each(count, _ => draw.Chance(0.02) ? 1 : 0)),
        ("0 or 1", (draw, count) => Each(count, _ => draw.Chance(0.5) ? 1 : 0)),
        ("counts, 0.3 on average", (draw, count) => Each(count, _ => draw.Poisson(0.3))),
        ("season of 288 samples under normal noise", (draw, count) => Each(count, i => 10 * Math.Sin(2 * Math.PI * i / 288) + draw.Normal())),
        ("on for 30 samples, off for 50, normal noise", (draw, count) => Each(count, i => (i % 80 < 30 ? 10 : 0) + draw.Normal())),
    ];

    private static double[] Each(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(value)];

    private static double[] Walk(Draw draw, int count)
    {
        double at = 0;
        return Each(count, _ => at += draw.Normal());
    }
}
