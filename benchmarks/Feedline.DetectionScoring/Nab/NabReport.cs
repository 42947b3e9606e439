using Feedline.DetectionScoring.Detectors;
using Feedline.DetectionScoring.Series;

namespace Feedline.DetectionScoring.Nab;

/// <summary>Prints the scores of NAB as Markdown.</summary>
internal static class NabReport
{
    public static void Print(TextWriter output, string folder, string? scoreFolder)
    {
        NabFile[] files = NabCorpus.Read(folder);
        output.WriteLine("| detector | standard | low FP | low FN | thresholds |");
        output.WriteLine("|---|---|---|---|---|");
        if (scoreFolder is not null)
        {
            PrintRow(output, Path.GetFileName(Path.TrimEndingDirectorySeparator(scoreFolder)), files, [.. files.Select(file => ScoreFiles.Read(scoreFolder, file.Name, file.Values.Length).Scores)]);
            return;
        }

        foreach (Baseline baseline in Baseline.All)
            PrintRow(output, baseline.Name, files, [.. files.Select(file => baseline.Run(file.Values).Scores)]);
    }

    private static void PrintRow(TextWriter output, string name, NabFile[] files, double[][] scores)
    {
        NabScore[] results = [.. NabProfile.All.Select(profile => NabScorer.Score(files, scores, profile))];
        string values = string.Join(" | ", results.Select(result => FormattableString.Invariant($"{result.Value:0.0}")));
        string thresholds = string.Join(", ", results.Select(result => FormattableString.Invariant($"{result.Threshold:0.#####}")));
        output.WriteLine($"| {name} | {values} | {thresholds} |");
    }
}
