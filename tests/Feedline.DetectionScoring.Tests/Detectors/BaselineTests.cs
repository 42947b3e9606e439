using Feedline.DetectionScoring.Detectors;

namespace Feedline.DetectionScoring.Tests.Detectors;

public class BaselineTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.15865525393145707)]
    [InlineData(3, 0.0013498980316300933)]
    [InlineData(6, 9.865876450376946e-10)]
    public void The_tail_of_the_normal_distribution(double z, double expected) =>
        Assert.Equal(1, NormalTail.Beyond(z) / expected, 1e-12);

    [Fact]
    public void The_moving_z_score_counts_deviations_from_the_samples_before()
    {
        var detector = new MovingZScore(100);
        for (int i = 0; i < 40; i++)
            detector.Observe(i % 2 == 0 ? -1 : 1);

        // Mean 0 and deviation 1: four deviations off.
        Assert.Equal(0.8, detector.Observe(4), 1e-12);
    }

    [Fact]
    public void The_floor_holds_where_most_samples_are_equal()
    {
        var detector = new FlooredHampel(100);
        for (int i = 0; i < 40; i++)
            detector.Observe(i % 4 == 0 ? 2 : 0);

        // Median and median deviation 0; half the standard deviation is √(3/4) / 2.
        double deviations = 1 / (0.5 * Math.Sqrt(0.75));
        Assert.Equal(deviations / (1 + deviations), detector.Observe(1), 1e-12);
    }

    [Fact]
    public void A_score_within_the_refractory_rows_of_a_higher_one_is_dropped()
    {
        var detector = new Refractory(new Given([0.5, 0.4, 0.6, 0.1, 0.2, 0.55]), 2);

        Assert.Equal([0.5, 0, 0.6, 0, 0, 0.55], Enumerable.Range(0, 6).Select(_ => detector.Observe(0)));
    }

    [Fact]
    public void Every_baseline_gives_scores_from_0_to_1_and_none_for_a_constant()
    {
        double[] values = [.. Enumerable.Range(0, 1500).Select(i => i < 700 ? 5 : Math.Sin(i) + (i == 1200 ? 50 : 0))];
        foreach (Baseline baseline in Baseline.All)
        {
            double[] scores = baseline.Run(values).Scores;
            Assert.All(scores, score => Assert.InRange(score, 0, 1));
            Assert.True(scores.Max() > 0, baseline.Name);
            if (!baseline.Name.StartsWith("windowed Gaussian", StringComparison.Ordinal))
                Assert.All(scores.Take(700), score => Assert.Equal(0, score));
        }
    }

    private sealed class Given(double[] scores) : IStreamDetector
    {
        private int _next;

        public double Observe(double value) => scores[_next++];
    }
}
