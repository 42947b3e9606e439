using System.Globalization;

namespace Feedline.Signals.Tests.Golden;

/// <summary>Columns of any file of reference values in this folder.</summary>
internal static class GoldenTable
{
    public static double[] Column(string file, int column = 0) =>
        File.ReadLines(Path.Combine(Repository.Root, "tests", "Feedline.Signals.Tests", "Golden", $"{file}.csv"))
            .Skip(1)
            .Select(line => double.Parse(line.Split(',')[column], CultureInfo.InvariantCulture))
            .ToArray();
}
