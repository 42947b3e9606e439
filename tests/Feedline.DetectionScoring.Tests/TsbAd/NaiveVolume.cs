using Feedline.DetectionScoring.Series;
using Feedline.DetectionScoring.TsbAd;

namespace Feedline.DetectionScoring.Tests.TsbAd;

/// <summary>VUS-PR and VUS-ROC as they are defined: every threshold and every row for each tolerance.</summary>
internal static class NaiveVolume
{
    private const int Thresholds = 250;

    public static (double Pr, double Roc) Of(bool[] labels, double[] scores, int window)
    {
        (double Pr, double Roc)[] areas = [.. Enumerable.Range(0, window + 1).Select(w => Areas(labels, scores, w, window))];
        return (areas.Average(area => area.Pr), areas.Average(area => area.Roc));
    }

    private static (double Pr, double Roc) Areas(bool[] labels, double[] scores, int w, int window)
    {
        int n = labels.Length;
        double[] falling = [.. scores.OrderDescending()];
        RowSpan[] segments = LabelledSeries.Runs(labels);
        double[] tolerant = Tolerant(labels, segments, w);
        bool[] near = Near(segments, n, w / 2);
        bool[] largest = Near(segments, n, window / 2);
        RowSpan[][] widened = Joined(segments, w / 2);
        double positives = labels.Count(label => label);
        double precisionArea = 0, rocArea = 0, lastRecall = 0, lastFalse = 0;
        for (int k = 0; k < Thresholds; k++)
        {
            double threshold = falling[k == Thresholds - 1 ? n - 1 : (int)(k * ((n - 1.0) / (Thresholds - 1)))];
            bool[] detected = [.. scores.Select(score => score >= threshold)];
            double hits = 0, total = 0;
            for (int i = 0; i < n; i++)
            {
                if (!largest[i])
                    continue;
                double label = labels[i] ? 1 : near[i] && !detected[i] ? 0 : tolerant[i];
                total += label;
                hits += detected[i] ? label : 0;
            }

            double found = widened.Count(group => Enumerable.Range(0, n).Any(row => detected[row] && row >= group[0].First - w / 2 && row <= group[^1].Last + w / 2));
            double mean = (positives + total) / 2;
            double recall = Math.Min(hits / mean, 1) * found / widened.Length;
            double count = detected.Count(row => row);
            double falseRate = (count - hits) / (n - mean);
            precisionArea += (recall - lastRecall) * hits / count;
            rocArea += (falseRate - lastFalse) * (recall + lastRecall) / 2;
            (lastRecall, lastFalse) = (recall, falseRate);
        }

        return (precisionArea, rocArea + (1 - lastFalse) * (1 + lastRecall) / 2);
    }

    private static double[] Tolerant(bool[] labels, RowSpan[] segments, int w) =>
    [
        .. labels.Select((label, row) => Math.Min(1, (label ? 1 : 0) + segments.Sum(segment =>
        {
            int distance = Distance(segment, row);
            return distance >= 1 && distance <= w / 2 ? Math.Sqrt(1 - distance / (double)w) : 0;
        }))),
    ];

    /// <summary>Rows within reach of a segment, and those between two that the reach joins.</summary>
    private static bool[] Near(RowSpan[] segments, int n, int reach) =>
        [.. Enumerable.Range(0, n).Select(row => segments.Any(segment => Distance(segment, row) <= reach))];

    /// <summary>Segments stay apart as long as no row is within reach of both, even if they touch.</summary>
    private static RowSpan[][] Joined(RowSpan[] segments, int reach)
    {
        List<List<RowSpan>> groups = [];
        foreach (RowSpan segment in segments)
        {
            if (groups.Count == 0 || groups[^1][^1].Last + reach < segment.First - reach)
                groups.Add([]);
            groups[^1].Add(segment);
        }

        return [.. groups.Select(group => group.ToArray())];
    }

    private static int Distance(RowSpan segment, int row) => Math.Max(0, Math.Max(segment.First - row, row - segment.Last));
}
