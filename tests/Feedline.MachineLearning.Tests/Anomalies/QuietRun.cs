using System.Collections.Immutable;

namespace Feedline.MachineLearning.Tests.Anomalies;

/// <summary>Windows of a made-up run: numbers that go up and down together, and noise of their own.</summary>
internal sealed class QuietRun(int seed, int width = 24)
{
    private const int Common = 3;
    private readonly Random _random = new(seed);
    private readonly double[] _common = new double[Common];

    public ImmutableArray<WindowPart> Parts { get; } =
        [.. Enumerable.Range(0, width).Select(i => new WindowPart($"signal{i / 4}", (i % 4).ToString(System.Globalization.CultureInfo.InvariantCulture)))];

    public double[] Window()
    {
        for (int k = 0; k < Common; k++)
            _common[k] = (0.6 * _common[k]) + Normal();
        var window = new double[width];
        for (int i = 0; i < width; i++)
            window[i] = 10 * (i + 1) + ((i + 1) * ((2 * _common[i % Common]) + Normal()));
        return window;
    }

    public double[] Windows(int count) => [.. Enumerable.Range(0, count).SelectMany(_ => Window())];

    /// <summary>Adds so many of its own spreads to one number.</summary>
    public static double[] Disturbed(double[] window, int part, double spreads)
    {
        window[part] += spreads * (part + 1);
        return window;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
