using System.Globalization;

namespace Feedline.UsageScoring;

/// <summary>How often findings of a confidence are right: all findings, those that are only worth knowing too.</summary>
internal static class ConfidenceTable
{
    private const double Width = 0.1;

    public static void Print(TextWriter output, IEnumerable<ScenarioScore> scores)
    {
        output.WriteLine("| rule | severity | confidence | findings | mean confidence | right |");
        output.WriteLine("|---|---|---|---|---|---|");
        var all = scores.SelectMany(score => score.All.Select(finding => (Finding: finding, IsRight: score.IsRight(finding))));
        foreach (var bin in all.GroupBy(one => (one.Finding.FailureMode.Id, IsInfo: one.Finding.Severity == FindingSeverity.Info, Bin: (int)Math.Floor((one.Finding.Confidence + 1e-9) / Width)))
            .OrderBy(bin => bin.Key.Id, StringComparer.Ordinal).ThenBy(bin => bin.Key.IsInfo).ThenBy(bin => bin.Key.Bin))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {bin.Key.Id} | {(bin.Key.IsInfo ? "info" : "above")} | {bin.Key.Bin * Width:0.0} to {(bin.Key.Bin + 1) * Width:0.0} | {bin.Count()} | {bin.Average(one => one.Finding.Confidence):0.00} | {bin.Average(one => one.IsRight ? 1.0 : 0):0.00} |"));
        }

        output.WriteLine();
    }
}
