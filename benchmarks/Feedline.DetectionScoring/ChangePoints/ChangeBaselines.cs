using Feedline.Signals;

namespace Feedline.DetectionScoring.ChangePoints;

/// <summary>Our kernels with one setting for every series.</summary>
internal static class ChangeBaselines
{
    // The most probable run has lost at least this share of its length.
    private const double SureChange = 0.5;

    public static IReadOnlyList<(string Name, Func<double[], int[]> Find)> All { get; } =
    [
        ("zero (no change)", _ => []),
        ("Pelt, squares, 2 σ² ln n", Squares),
        ("Pelt, ranks, 2 ln n", values => Pelt(SegmentCost.RankDeviation, values, 2 * Math.Log(values.Length))),
        ("BayesianChangeDetector, standardised", Bayesian),
        ("ChangePoints, the default", values => [.. Feedline.Signals.ChangePoints.Find(values).Select(change => change.Index)]),
    ];

    /// <summary>Finds changes among the values that are there and gives their places in the whole series.</summary>
    public static int[] Find(Func<double[], int[]> find, double[] values)
    {
        int[] rows = [.. Enumerable.Range(0, values.Length).Where(row => !double.IsNaN(values[row]))];
        return [.. find([.. rows.Select(row => values[row])]).Select(change => rows[change])];
    }

    private static int[] Squares(double[] values)
    {
        double[] steps = [.. values.Skip(1).Zip(values, (next, value) => next - value)];
        double rootMeanSquare = Math.Sqrt(steps.Average(step => step * step));
        double deviation = MedianAbsoluteDeviation.NormalScale * MedianAbsoluteDeviation.InPlace(steps, out _);

        // Where half of the steps are equal, their median says nothing of the noise.
        double sigma = (deviation > 0 ? deviation : rootMeanSquare) / Math.Sqrt(2);
        return Pelt(SegmentCost.SquaredDeviation, values, 2 * sigma * sigma * Math.Log(values.Length));
    }

    private static int[] Pelt(SegmentCost cost, double[] values, double penalty)
    {
        int[] changes = new int[values.Length];
        int count = new Pelt(cost, values.Length).Find(values, penalty, changes);
        return changes[..count];
    }

    private static int[] Bayesian(double[] values)
    {
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        if (deviation == 0)
            return [];
        var detector = new BayesianChangeDetector(NormalGammaPrior.Standard);
        List<int> changes = [];
        for (int i = 0; i < values.Length; i++)
        {
            if (detector.Add((values[i] - mean) / deviation) >= SureChange)
                changes.Add(Math.Max(0, i + 1 - detector.RunLength));
        }

        return [.. changes.Where(change => change < values.Length)];
    }
}
