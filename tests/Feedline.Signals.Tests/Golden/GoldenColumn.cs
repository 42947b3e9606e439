using System.Globalization;

namespace Feedline.Signals.Tests.Golden;

/// <summary>Columns of the reference values in this folder, and the series that they were computed from.</summary>
internal static class GoldenColumn
{
    public static double[] Of(string name, int column = 0) => OfFile($"spectra-{name}", column);

    public static double[] OfFile(string file, int column = 0) =>
        File.ReadLines(Path.Combine(Repository.Root, "tests", "Feedline.Signals.Tests", "Golden", $"{file}.csv"))
            .Skip(1)
            .Select(line => double.Parse(line.Split(',')[column], CultureInfo.InvariantCulture))
            .ToArray();

    public static double[] First(int length) => [.. Enumerable.Range(0, length)
        .Select(t => Math.Sin(0.37 * t) + 0.5 * Math.Cos(1.3 * t + 0.2) + t * 0.6180339887498949 % 1)];

    public static double[] Second(int length) => [.. Enumerable.Range(0, length)
        .Select(t => 0.7 * Math.Sin(0.37 * (t - 3)) + t * 0.41421356237309515 % 1)];

    public static void Agree(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}
