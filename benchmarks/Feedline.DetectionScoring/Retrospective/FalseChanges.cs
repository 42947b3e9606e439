using System.Globalization;
using Feedline.DetectionScoring.ChangePoints;

namespace Feedline.DetectionScoring.Retrospective;

/// <summary>Prints how many changes the methods find in series that have none, by what the noise remembers and by trend.</summary>
internal static class FalseChanges
{
    private const int Count = 60;
    private const int Length = 200;
    private static readonly (double Memory, double Trend)[] Cases = [(0, 0), (0.3, 0), (0.6, 0), (0.9, 0), (0, 0.05), (0.6, 0.05)];

    public static void Print(TextWriter output)
    {
        output.WriteLine($"Mean number of changes found in {Count} series of {Length} values without any, seeds from 20000:");
        output.WriteLine();
        output.WriteLine($"| method | {string.Join(" | ", Cases.Select(test => string.Create(CultureInfo.InvariantCulture, $"memory {test.Memory}, slope {test.Trend} σ")))} |");
        output.WriteLine($"|---|{string.Concat(Cases.Select(_ => "---|"))}");
        foreach ((string method, Func<double[], int[]> find) in ChangeBaselines.All)
        {
            IEnumerable<string> cells = Cases.Select(test => string.Create(CultureInfo.InvariantCulture,
                $"{Enumerable.Range(20_000, Count).Average(seed => find(Series(seed, test.Memory, test.Trend)).Length):0.0}"));
            output.WriteLine($"| {method} | {string.Join(" | ", cells)} |");
        }
    }

    private static double[] Series(int seed, double memory, double trend) =>
        [.. RangeCorpus.Memory(Length, memory, new Random(seed)).Select((value, i) => value + trend * i)];
}
