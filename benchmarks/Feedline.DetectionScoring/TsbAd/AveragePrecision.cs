namespace Feedline.DetectionScoring.TsbAd;

/// <summary>Point-wise average precision: Σ (recall - recall before) × precision over the falling scores, equal ones together.</summary>
internal static class AveragePrecision
{
    public static double Of(bool[] labels, double[] scores)
    {
        int[] rows = [.. Enumerable.Range(0, scores.Length).OrderByDescending(row => scores[row])];
        double positives = labels.Count(label => label);
        double area = 0;
        int hits = 0, hitsBefore = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (labels[rows[i]])
                hits++;
            if (i + 1 < rows.Length && scores[rows[i + 1]] == scores[rows[i]])
                continue;
            area += (hits - hitsBefore) / positives * hits / (i + 1);
            hitsBefore = hits;
        }

        return area;
    }
}
