using Feedline.Signals;

namespace Feedline.DetectionScoring.Retrospective;

/// <summary>How often a series without anomalies gets a range: one in twenty is what is aimed at.</summary>
internal static class QuietRanges
{
    private const int PerKind = 100;

    public static void Print(TextWriter output)
    {
        output.WriteLine($"| {PerKind} quiet series each, seeds from 50000 | 1,000 values: with a range | 8,000 values: with a range |");
        output.WriteLine("|---|---|---|");
        foreach (string kind in RangeCorpus.Kinds)
            output.WriteLine($"| {kind} | {With(kind, 1000)} | {With(kind, 8000)} |");
        output.WriteLine();
    }

    private static int With(string kind, int n) => Enumerable.Range(50_000, PerKind).Count(seed =>
    {
        var random = new Random(seed);
        double[] values = RangeCorpus.Quiet(kind, n, (int)RangeCorpus.Uniform(random, 20, 120), random);
        return !RangeScores.Of(values).Ranges.IsEmpty;
    });
}
