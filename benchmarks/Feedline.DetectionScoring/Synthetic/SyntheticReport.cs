using Feedline.DetectionScoring.Detectors;
using Feedline.DetectionScoring.Nab;
using Feedline.DetectionScoring.Series;
using Feedline.DetectionScoring.TsbAd;

namespace Feedline.DetectionScoring.Synthetic;

/// <summary>Prints how detectors do on seeded series: NAB's scores, alarms against events, and each family's share.</summary>
internal static class SyntheticReport
{
    private const long Interval = 300_000_000_000;

    public static void Print(TextWriter output, int firstSeed, int seeds, bool withBaselines)
    {
        NabFile[] files = SyntheticCorpus.Make(firstSeed, seeds);
        output.WriteLine($"{files.Length} series, {files.Sum(file => file.Values.Length)} rows, {files.Sum(file => file.Windows.Length)} windows");
        output.WriteLine();
        output.WriteLine("| detector | standard | low FP | low FN | thresholds | event F1 | found | false alarms | median delay (rows) |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|");
        SeriesScores[] own = [.. files.Select(file => Run(file.Values))];
        PrintRow(output, "SeriesDetector", files, own);
        if (withBaselines)
        {
            foreach (Baseline baseline in Baseline.All.Where(baseline => baseline.AlarmAt is not null))
                PrintRow(output, baseline.Name, files, [.. files.Select(file => baseline.Run(file.Values))]);
        }

        output.WriteLine();
        PrintFamilies(output, files, own);
        PrintKinds(output, files, own);
    }

    public static SeriesScores Run(double[] values)
    {
        var detector = new SeriesDetector();
        AnomalyScore[] scores = [.. values.Select((value, i) => detector.Observe(i * Interval, value))];
        return new SeriesScores([.. scores.Select(score => score.Score)], [.. scores.Select(score => score.IsAnomalous)]);
    }

    private static void PrintRow(TextWriter output, string name, NabFile[] files, SeriesScores[] scores)
    {
        NabScore[] results = [.. NabProfile.All.Select(profile => NabScorer.Score(files, [.. scores.Select(given => given.Scores)], profile))];
        string values = string.Join(" | ", results.Select(result => FormattableString.Invariant($"{result.Value:0.0}")));
        string thresholds = string.Join(", ", results.Select(result => FormattableString.Invariant($"{result.Threshold:0.########}")));
        EventScore events = Events(files, scores);
        output.WriteLine(FormattableString.Invariant(
            $"| {name} | {values} | {thresholds} | {events.F1:0.000} | {events.Delays.Length} of {events.Events} | {events.False} | {events.Delay} |"));
    }

    /// <summary>At the one threshold of the corpus, what each family gives.</summary>
    private static void PrintFamilies(TextWriter output, NabFile[] files, SeriesScores[] scores)
    {
        output.WriteLine("| family | standard | windows found | detections outside | event F1 | found | false alarms per 1,000 rows |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        double threshold = NabScorer.Score(files, [.. scores.Select(given => given.Scores)], NabProfile.Standard).Threshold;
        foreach (var family in files.Zip(scores).GroupBy(pair => pair.First.Name.Split('-')[0]))
        {
            NabFile[] own = [.. family.Select(pair => pair.First)];
            SeriesScores[] given = [.. family.Select(pair => pair.Second)];
            double value = NabScorer.ScoreAt(own, [.. given.Select(item => item.Scores)], NabProfile.Standard, threshold);
            EventScore events = Events(own, given);
            EventScore detected = Events(own, [.. given.Select(item => item with { Alarms = [.. item.Scores.Select(score => score >= threshold)] })]);
            output.WriteLine(FormattableString.Invariant(
                $"| {family.Key} | {value:0.0} | {detected.Delays.Length} of {detected.Events} | {detected.False} | {events.F1:0.000} | {events.Delays.Length} of {events.Events} | {1000.0 * events.False / own.Sum(file => file.Values.Length):0.00} |"));
        }
    }

    private static void PrintKinds(TextWriter output, NabFile[] files, SeriesScores[] scores)
    {
        output.WriteLine();
        output.WriteLine("| planted | found |");
        output.WriteLine("|---|---|");
        double threshold = NabScorer.Score(files, [.. scores.Select(given => given.Scores)], NabProfile.Standard).Threshold;
        var windows = files.Zip(scores).SelectMany(pair => pair.First.Windows.Zip(pair.First.Name.Split('-')[2].Split('+'), (window, kind) =>
            (Kind: kind, IsFound: pair.Second.Scores.AsSpan(window.First, window.Length).ContainsAnyInRange(threshold, 1))));
        foreach (var kind in windows.GroupBy(window => window.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            output.WriteLine($"| {kind.Key} | {kind.Count(window => window.IsFound)} of {kind.Count()} |");
    }

    private static EventScore Events(NabFile[] files, SeriesScores[] scores) => EventScore.Sum([.. files.Zip(scores, (file, given) =>
        EventScore.Of(Labels(file), given.Alarms!))]);

    private static bool[] Labels(NabFile file)
    {
        bool[] labels = new bool[file.Values.Length];
        foreach (RowSpan window in file.Windows)
            labels.AsSpan(window.First, window.Length).Fill(true);
        return labels;
    }
}
