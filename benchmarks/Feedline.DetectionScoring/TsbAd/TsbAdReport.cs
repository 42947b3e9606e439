using System.Globalization;
using Feedline.DetectionScoring.Detectors;
using Feedline.DetectionScoring.Series;

namespace Feedline.DetectionScoring.TsbAd;

/// <summary>Prints the measures on the series of TSB-AD as Markdown.</summary>
internal static class TsbAdReport
{
    /// <summary>Methods of TSB-AD whose published values must come out again; they see the whole series.</summary>
    private static readonly (string Name, Func<LabelledSeries, int, double[]> Scores)[] Published =
    [
        ("POLY", (series, window) => PolynomialDeviation.Scores(series.Values, window)),
        ("SR", (series, _) => WholeSpectralResidual.Scores(series.Values)),
        ("Sub-PCA", (series, window) => WindowComponents.Scores(series.Values, window)),
    ];

    public static void Print(TextWriter output, string folder, string? scoreFolder)
    {
        LabelledSeries[] all = LabelledSeries.ReadAll(folder);
        output.WriteLine("| detector | VUS-PR | VUS-ROC | average precision | event F1 | events found | false alarms | median delay (rows) |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        if (scoreFolder is not null)
        {
            string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(scoreFolder));
            PrintRow(output, name, all, [.. all.Select(series => ScoreFiles.Read(scoreFolder, series.Name, series.Values.Length))]);
            return;
        }

        foreach (Baseline baseline in Baseline.All)
            PrintRow(output, baseline.Name, all, [.. all.Select(series => baseline.Run(series.Values))]);
        double[][][] published = [.. Published.Select(method => all.Select(series => method.Scores(series, PeriodWindow.Of(series.Values))).ToArray())];
        for (int i = 0; i < Published.Length; i++)
            PrintRow(output, $"{Published[i].Name} of TSB-AD (looks ahead)", all, [.. published[i].Select(scores => new SeriesScores(scores, Alarms: null))]);
        output.WriteLine();
        PrintPublished(output, folder, all, published);
    }

    private static void PrintRow(TextWriter output, string name, LabelledSeries[] all, SeriesScores[] scores)
    {
        (double Pr, double Roc)[] volumes = [.. all.Zip(scores, (series, given) => VolumeUnderSurface.Of(series.Labels, given.Scores, PeriodWindow.Of(series.Values)))];
        double precision = all.Zip(scores, (series, given) => AveragePrecision.Of(series.Labels, given.Scores)).Average();
        string events = " – | – | – | –";
        if (scores.All(given => given.Alarms is not null))
        {
            EventScore sum = EventScore.Sum([.. all.Zip(scores, (series, given) => EventScore.Of(series.Labels, given.Alarms!))]);
            events = Text($" {sum.F1:0.000} | {sum.Delays.Length} of {sum.Events} | {sum.False} | {(double.IsNaN(sum.Delay) ? "–" : sum.Delay)}");
        }

        output.WriteLine(Text($"| {name} | {volumes.Average(volume => volume.Pr):0.000} | {volumes.Average(volume => volume.Roc):0.000} | {precision:0.000} |{events} |"));
    }

    /// <summary>Holds the measure and the methods together against what was published for them.</summary>
    private static void PrintPublished(TextWriter output, string folder, LabelledSeries[] all, double[][][] scores)
    {
        var table = CsvTable.Read(Path.Combine(folder, "expected_vus_pr.csv"));
        string[] files = table.Column("file");
        output.WriteLine($"| VUS-PR, here / published | {string.Join(" | ", Published.Select(method => method.Name))} |");
        output.WriteLine($"|---|{string.Concat(Published.Select(_ => "---|"))}");
        for (int i = 0; i < all.Length; i++)
        {
            int window = PeriodWindow.Of(all[i].Values);
            int row = Array.IndexOf(files, all[i].Name);
            IEnumerable<string> cells = Published.Select((method, m) => Text(
                $"{VolumeUnderSurface.Of(all[i].Labels, scores[m][i], window).Pr:0.00000} / {double.Parse(table.Column(method.Name)[row], CultureInfo.InvariantCulture):0.00000}"));
            output.WriteLine($"| {all[i].Name} | {string.Join(" | ", cells)} |");
        }
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
