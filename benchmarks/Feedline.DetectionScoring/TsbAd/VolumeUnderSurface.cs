using Feedline.DetectionScoring.Series;

namespace Feedline.DetectionScoring.TsbAd;

/// <summary>
/// VUS-PR and VUS-ROC: the areas under precision over recall and under the ROC curve, averaged over tolerances from 0 to a window.
/// </summary>
/// <remarks>
/// A tolerance of w widens each labelled segment by w/2 rows on each side, where labels fall off as √(1 - d/w). Point adjustment has no part in
/// it. As TSB-AD computes it. Sources: Paparrizos et al., "Volume under the surface", PVLDB 15 (2022); Liu and Paparrizos, "The
/// elephant in the room", NeurIPS (2024).
/// </remarks>
internal sealed class VolumeUnderSurface
{
    private const int Thresholds = 250;

    private readonly bool[] _labels;
    private readonly RowSpan[] _segments;
    private readonly int[] _detectedAt;
    private readonly double[] _detections = new double[Thresholds];

    private VolumeUnderSurface(bool[] labels, double[] scores)
    {
        _labels = labels;
        _segments = LabelledSeries.Runs(labels);
        _detectedAt = Detect(scores);
    }

    /// <summary>Works out both.</summary>
    /// <param name="labels">Whether each row is part of an anomaly; at least one row is.</param>
    /// <param name="scores">As many scores, finite, of any unit.</param>
    /// <param name="window">W, the largest tolerance.</param>
    public static (double Pr, double Roc) Of(bool[] labels, double[] scores, int window)
    {
        var surface = new VolumeUnderSurface(labels, scores);
        double precision = 0, roc = 0;
        for (int w = 0; w <= window; w++)
        {
            (double ap, double auc) = surface.Areas(w);
            precision += ap;
            roc += auc;
        }

        return (precision / (window + 1), roc / (window + 1));
    }

    /// <summary>The first of the falling thresholds at which each row is detected, and how many are at each.</summary>
    private int[] Detect(double[] scores)
    {
        double[] falling = [.. scores.OrderDescending()];
        double[] thresholds = [.. Enumerable.Range(0, Thresholds).Select(k => falling[k == Thresholds - 1 ? ^1 : (int)(k * ((scores.Length - 1.0) / (Thresholds - 1)))])];
        int[] detectedAt = new int[scores.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            // Thresholds may repeat: the first that the score reaches.
            int low = 0, high = Thresholds - 1;
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (scores[i] >= thresholds[middle])
                    high = middle;
                else
                    low = middle + 1;
            }

            detectedAt[i] = low;
            _detections[low]++;
        }

        for (int k = 1; k < Thresholds; k++)
            _detections[k] += _detections[k - 1];
        return detectedAt;
    }

    private (double Precision, double Roc) Areas(int w)
    {
        int half = w / 2;
        double[] weights = Weights(w, half);
        RowSpan[] widened = Widened(half);
        double labelled = _labels.Count(label => label);
        double[] hit = new double[Thresholds], hitBeside = new double[Thresholds], found = new double[Thresholds];
        foreach (RowSpan segment in widened)
        {
            int first = Thresholds - 1;
            for (int i = segment.First; i <= segment.Last; i++)
            {
                int k = _detectedAt[i];
                hit[k] += weights[i];
                if (!_labels[i])
                    hitBeside[k] += weights[i];
                first = Math.Min(first, k);
            }

            found[first]++;
        }

        double precision = 0, roc = 0, lastRecall = 0, lastFalse = 0, hits = 0, beside = 0, segmentsFound = 0;
        for (int k = 0; k < Thresholds; k++)
        {
            hits += hit[k];
            beside += hitBeside[k];
            segmentsFound += found[k];
            double positives = (2 * labelled + beside) / 2;
            double recall = Math.Min(hits / positives, 1) * segmentsFound / widened.Length;
            double falseRate = (_detections[k] - hits) / (_labels.Length - positives);
            precision += (recall - lastRecall) * hits / _detections[k];
            roc += (falseRate - lastFalse) * (recall + lastRecall) / 2;
            (lastRecall, lastFalse) = (recall, falseRate);
        }

        return (precision, roc + (1 - lastFalse) * (1 + lastRecall) / 2);
    }

    private double[] Weights(int w, int half)
    {
        double[] weights = [.. _labels.Select(label => label ? 1.0 : 0)];
        foreach (RowSpan segment in _segments)
        {
            for (int d = 1; d <= half; d++)
            {
                double weight = Math.Sqrt(1 - d / (double)w);
                if (segment.Last + d < weights.Length)
                    weights[segment.Last + d] += weight;
                if (segment.First - d >= 0)
                    weights[segment.First - d] += weight;
            }
        }

        for (int i = 0; i < weights.Length; i++)
            weights[i] = Math.Min(weights[i], 1);
        return weights;
    }

    private RowSpan[] Widened(int half)
    {
        List<RowSpan> widened = [];
        foreach (RowSpan segment in _segments)
        {
            int first = Math.Max(0, segment.First - half);
            int last = Math.Min(_labels.Length - 1, segment.Last + half);
            if (widened.Count > 0 && widened[^1].Last >= first)
                widened[^1] = new RowSpan(widened[^1].First, last);
            else
                widened.Add(new RowSpan(first, last));
        }

        return [.. widened];
    }
}
