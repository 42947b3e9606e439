using Feedline.DetectionScoring.TsbAd;
using Feedline.Signals;

namespace Feedline.DetectionScoring.Retrospective;

/// <summary>Prints how well whole series are scored, beside the published methods that look ahead too, as Markdown.</summary>
internal static class RangeReport
{
    // The design was fixed on the first; the others are other seeds of the same generator.
    private static readonly (string Name, int Seed)[] MadeUp = [("design", 0), ("not seen by the design", 10_000)];
    private const int Count = 108;

    private static readonly (string Name, Func<LabelledSeries, double[]> Scores)[] Methods =
    [
        ("RangeScores", series => RangeScores.Of(series.Values).Scores.ToArray()),
        ("POLY of TSB-AD", series => PolynomialDeviation.Scores(series.Values, PeriodWindow.Of(series.Values))),
        ("Sub-PCA of TSB-AD", series => WindowComponents.Scores(series.Values, PeriodWindow.Of(series.Values))),
        ("SR of TSB-AD", series => WholeSpectralResidual.Scores(series.Values)),
    ];

    public static void PrintMadeUp(TextWriter output)
    {
        foreach ((string name, int seed) in MadeUp)
        {
            LabelledSeries[] all = [.. RangeCorpus.All(seed, Count)];
            output.WriteLine($"{Count} series, seeds {seed} to {seed + Count - 1}, {name}:");
            output.WriteLine();
            PrintTable(output, all);
            PrintKinds(output, all);
        }

        QuietRanges.Print(output);
    }

    public static void Print(TextWriter output, string folder)
    {
        LabelledSeries[] all = LabelledSeries.ReadAll(folder);
        PrintTable(output, all);
        output.WriteLine($"| series | window | {string.Join(" | ", Methods.Select(method => method.Name))} |");
        output.WriteLine($"|---|---|{string.Concat(Methods.Select(_ => "---|"))}");
        foreach (LabelledSeries series in all)
            output.WriteLine($"| {series.Name} | {RangeScores.Of(series.Values).Window} | {string.Join(" | ", Methods.Select(method => Text($"{Volume(series, method.Scores(series)).Pr:0.000}")))} |");
    }

    private static void PrintTable(TextWriter output, LabelledSeries[] all)
    {
        output.WriteLine("| method | VUS-PR | VUS-ROC | average precision |");
        output.WriteLine("|---|---|---|---|");
        foreach ((string name, Func<LabelledSeries, double[]> scores) in Methods)
        {
            double[][] given = [.. all.Select(scores)];
            (double Pr, double Roc)[] volumes = [.. all.Zip(given, Volume)];
            double precision = all.Zip(given, (series, score) => AveragePrecision.Of(series.Labels, score)).Average();
            output.WriteLine(Text($"| {name} | {volumes.Average(volume => volume.Pr):0.000} | {volumes.Average(volume => volume.Roc):0.000} | {precision:0.000} |"));
        }

        output.WriteLine();
        RangeEvents events = RangeEvents.Of(all);
        output.WriteLine(Text($"Ranges: {events.Found} of {events.Events} labelled events met by one, {events.False} ranges meet none, event F1 {events.F1:0.000}."));
        output.WriteLine();
    }

    private static void PrintKinds(TextWriter output, LabelledSeries[] all)
    {
        output.WriteLine("| VUS-PR by kind of series | " + string.Join(" | ", Methods.Select(method => method.Name)) + " |");
        output.WriteLine($"|---|{string.Concat(Methods.Select(_ => "---|"))}");
        foreach (IGrouping<string, LabelledSeries> kind in all.GroupBy(series => series.Name[..series.Name.LastIndexOf('-')]))
            output.WriteLine($"| {kind.Key} | {string.Join(" | ", Methods.Select(method => Text($"{kind.Average(series => Volume(series, method.Scores(series)).Pr):0.000}")))} |");
        output.WriteLine();
    }

    private static (double Pr, double Roc) Volume(LabelledSeries series, double[] scores) =>
        VolumeUnderSurface.Of(series.Labels, scores, PeriodWindow.Of(series.Values));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
