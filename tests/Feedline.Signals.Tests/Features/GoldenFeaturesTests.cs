using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.Features;

/// <summary>Window features against NumPy.</summary>
public class GoldenFeaturesTests
{
    private const double Tolerance = 1e-12;

    /// <summary>The series of features.py, in its order.</summary>
    private static readonly double[][] Series =
    [
        Noise(64),
        Made(512, (_, e) => 5 + 3 * e),
        Noise(97),
        Made(64, (t, e) => 10 + 2 * Math.Sin(2 * Math.PI * t / 8 + 0.1) + 0.1 * e),
        Made(512, (t, e) => 0.03 * t + Math.Sin(0.37 * t) + 0.5 * Math.Cos(1.3 * t + 0.2) + 0.2 * e),
        Made(33, (_, _) => 0.1),
        Made(100, (t, e) => (t < 40 ? 1 : t < 75 ? 3 : 2.5) + 0.01 * e),
        Made(97, (_, e) => Math.Round(2 * e)),
        Made(100, (t, e) => 1 + 0.02 * e + (t % 31 == 17 ? 4 : 0)),
        Made(64, (t, e) => t % 5 == 3 ? 2 + e : 2),
        [3, 1, 4, 1.5, 5, 9, 2, 6],
    ];

    [Fact]
    public void Features_agree_with_NumPy()
    {
        for (int i = 0; i < Series.Length; i++)
        {
            var features = new double[WindowFeatures.Names.Length];
            new WindowFeatures(Series[i].Length).Extract(Series[i], features);
            double[] expected = GoldenTable.Column("features-windows", i + 1);
            Assert.Equal(expected.Length, features.Length);
            for (int f = 0; f < features.Length; f++)
                Assert.True(Math.Abs(expected[f] - features[f]) <= Tolerance, $"{i} {WindowFeatures.Names[f]}: {expected[f]:R} but {features[f]:R}");
        }
    }

    private static double[] Noise(int length) => Made(length, (_, e) => e);

    private static double[] Made(int length, Func<int, double, double> value) => [.. Enumerable.Range(0, length).Select(t => value(t, Noise((double)(t + 1))))];

    private static double Noise(double t) =>
        t * t * 0.6180339887498949 % 1 + t * t * 0.41421356237309515 % 1 + t * t * 0.7320508075688772 % 1 + t * t * 0.2360679774997897 % 1 - 2;
}
