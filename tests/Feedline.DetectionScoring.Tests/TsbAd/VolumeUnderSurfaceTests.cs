using CsCheck;
using Feedline.DetectionScoring.TsbAd;

namespace Feedline.DetectionScoring.Tests.TsbAd;

public class VolumeUnderSurfaceTests
{
    [Fact]
    public void Scores_that_are_the_labels_give_1_without_tolerance()
    {
        bool[] labels = Labels(500, (100, 149), (300, 349));
        double[] scores = [.. labels.Select((label, row) => label ? 2 - row / 1000.0 : -row)];

        (double precision, double roc) = VolumeUnderSurface.Of(labels, scores, 0);

        // 250 thresholds over 500 rows reach the last labelled row only together with the next ranks: the areas stay just below 1.
        Assert.InRange(precision, 0.99, 1);
        Assert.InRange(roc, 0.99, 1);
    }

    [Fact]
    public void Equal_scores_give_the_share_of_labelled_rows() =>
        // Every threshold detects all: recall 1, precision P / n from the first on.
        Assert.Equal(0.1, VolumeUnderSurface.Of(Labels(300, (50, 79)), new double[300], 0).Pr, 1e-12);

    [Fact]
    public void It_gives_what_the_definition_gives_row_by_row()
    {
        Gen<(bool[] Labels, double[] Scores, int Window)> gen =
            from n in Gen.Int[20, 400]
            from first in Gen.Int[0, n - 1]
            from firstLength in Gen.Int[1, 12]
            from second in Gen.Int[0, n - 1]
            from secondLength in Gen.Int[1, 12]
            from levels in Gen.Int[1, 1000]
            from scores in Gen.Int[0, levels].Select(level => (double)level).Array[n]
            from window in Gen.Int[0, 20]
            let labels = Labels(n, (first, Math.Min(n - 1, first + firstLength)), (second, Math.Min(n - 1, second + secondLength)))
            select (labels, scores, window);
        gen.Sample(
            run =>
            {
                (double precision, double roc) = VolumeUnderSurface.Of(run.Labels, run.Scores, run.Window);
                (double naivePrecision, double naiveRoc) = NaiveVolume.Of(run.Labels, run.Scores, run.Window);
                Assert.Equal(naivePrecision, precision, 1e-9);
                Assert.Equal(naiveRoc, roc, 1e-9);
            },
            iter: 40);
    }

    private static bool[] Labels(int rows, params (int First, int Last)[] segments) =>
        [.. Enumerable.Range(0, rows).Select(row => segments.Any(segment => row >= segment.First && row <= segment.Last))];
}
