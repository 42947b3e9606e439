using Feedline.DetectionScoring.ChangePoints;

namespace Feedline.DetectionScoring.Retrospective;

/// <summary>Prints F1 of the change-point methods on made-up series as Markdown.</summary>
internal static class MadeUpChangeReport
{
    private static readonly (string Name, int Seed)[] MadeUp = [("design", 0), ("not seen by the design", 10_000)];
    private const int Count = 180;

    public static void Print(TextWriter output)
    {
        foreach ((string name, int seed) in MadeUp)
        {
            AnnotatedSeries[] all = [.. ChangeCorpus.All(seed, Count)];
            string[] kinds = [.. all.Select(Kind).Distinct()];
            output.WriteLine($"{Count} series, seeds {seed} to {seed + Count - 1}, {name}; F1 of all, of those without a change, and by kind of those with changes:");
            output.WriteLine();
            output.WriteLine($"| method | all | no change | {string.Join(" | ", kinds)} |");
            output.WriteLine($"|---|---|---|{string.Concat(kinds.Select(_ => "---|"))}");
            foreach ((string method, Func<double[], int[]> find) in ChangeBaselines.All)
            {
                (AnnotatedSeries Series, double F1)[] scored = [.. all.Select(series => (series, ChangeScore.F1(series.Annotators, ChangeBaselines.Find(find, series.Values))))];
                string[] cells =
                [
                    Mean(scored, _ => true),
                    Mean(scored, series => series.Annotators[0].Length == 0),
                    .. kinds.Select(kind => Mean(scored, series => series.Annotators[0].Length > 0 && Kind(series) == kind)),
                ];
                output.WriteLine($"| {method} | {string.Join(" | ", cells)} |");
            }

            output.WriteLine();
        }

        FalseChanges.Print(output);
    }

    private static string Kind(AnnotatedSeries series) => series.Name[..series.Name.LastIndexOf('-')];

    private static string Mean((AnnotatedSeries Series, double F1)[] scored, Func<AnnotatedSeries, bool> isCounted) =>
        FormattableString.Invariant($"{scored.Where(series => isCounted(series.Series)).Average(series => series.F1):0.000}");
}
