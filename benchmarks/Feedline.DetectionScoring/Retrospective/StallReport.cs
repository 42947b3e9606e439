using System.Globalization;
using System.IO.Compression;
using Feedline.DetectionScoring.Series;
using Feedline.Signals;

namespace Feedline.DetectionScoring.Retrospective;

/// <summary>Prints what is flagged in logs of real step times and of real loads from storage, which have no labels.</summary>
internal static class StallReport
{
    // The first step of an epoch is start-up.
    private const double FirstStep = 1;

    public static void Print(TextWriter output, string stepFolder, string storageFile)
    {
        output.WriteLine("| step times | steps | median ms | max ms | window | season | ranges: first to last (peak, score, view) |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (string file in Directory.EnumerateFiles(stepFolder, "*.csv").Order(StringComparer.Ordinal))
            PrintRow(output, Path.GetFileNameWithoutExtension(file), CsvTable.Read(file).Numbers("step_ms"));
        output.WriteLine();
        PrintStorage(output, storageFile);
    }

    private static void PrintRow(TextWriter output, string name, double[] values)
    {
        RangeScores scored = RangeScores.Of(values);
        ScoredRange[] ranges = scored.Ranges.ToArray();
        string text = ranges.Length == 0 ? "–" : string.Join("; ", ranges.Take(6).Select(range =>
            string.Create(CultureInfo.InvariantCulture, $"{range.First}–{range.Last} ({range.Peak}, {1 - range.Score:0.0e0} below 1, {range.View})")));
        double[] sorted = [.. values.Order()];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {values.Length} | {sorted[values.Length / 2]:0.#} | {sorted[^1]:0.#} | {scored.Window} | {(double.IsNaN(scored.Period) ? "–" : $"{scored.Period:0.#}")} | {(ranges.Length > 6 ? $"{ranges.Length}: " : "")}{text} |"));
    }

    private static void PrintStorage(TextWriter output, string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var table = CsvTable.Read(reader, file);
        string[] runs = table.Column("run"), ranks = table.Column("rank"), epochs = table.Column("epoch");
        double[] steps = table.Numbers("step"), loads = table.Numbers("load_s");
        var series = Enumerable.Range(0, loads.Length).Where(row => steps[row] != FirstStep)
            .GroupBy(row => (runs[row], ranks[row], epochs[row]), row => loads[row]).Select(group => RangeScores.Of([.. group])).ToArray();
        int flagged = series.Count(scored => !scored.Ranges.IsEmpty);
        output.WriteLine($"Storage log, without the first step of each epoch: {flagged} of {series.Length} series (a rank's loads in an epoch) have a range, {series.Sum(scored => scored.Ranges.Length)} ranges.");
        string[] views = [.. series.SelectMany(scored => scored.Ranges.ToArray()).GroupBy(range => range.View).OrderByDescending(group => group.Count()).Select(group => $"{group.Key} {group.Count()}")];
        output.WriteLine($"By view: {string.Join(", ", views)}.");
    }
}
