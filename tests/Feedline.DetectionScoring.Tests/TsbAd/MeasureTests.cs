using Feedline.DetectionScoring.TsbAd;

namespace Feedline.DetectionScoring.Tests.TsbAd;

public class MeasureTests
{
    [Fact]
    public void Average_precision_of_a_small_ranking() =>
        // Falling: hit, miss, hit, miss: 1/2 × 1/1 + 1/2 × 2/3.
        Assert.Equal(5.0 / 6, AveragePrecision.Of([true, false, true, false], [0.9, 0.8, 0.7, 0.1]), 1e-12);

    [Fact]
    public void Average_precision_takes_equal_scores_together() =>
        Assert.Equal(0.5, AveragePrecision.Of([true, false, true, false], [1, 1, 1, 1]), 1e-12);

    [Fact]
    public void Events_are_found_by_alarms_raised_within_them()
    {
        bool[] labels = Rows("..####....##..###.");
        bool[] alarms = Rows("...#.#.#.##....##.");

        EventScore score = EventScore.Of(labels, alarms);

        // The alarm before the second event lasts into it, which finds nothing.
        Assert.Equal(3, score.Events);
        Assert.Equal([1, 1], score.Delays);
        Assert.Equal(2, score.False);
        Assert.Equal(2 * 0.5 * (2.0 / 3) / (0.5 + 2.0 / 3), score.F1, 1e-12);
        Assert.Equal(1, score.Delay);
    }

    [Fact]
    public void An_alarm_that_is_always_on_finds_nothing()
    {
        EventScore score = EventScore.Of(Rows("..##..##"), Rows("########"));

        Assert.Equal(0, score.F1);
        Assert.Equal(1, score.False);
        Assert.True(double.IsNaN(score.Delay));
    }

    [Fact]
    public void The_window_is_the_period_of_a_wave() =>
        Assert.Equal(40, PeriodWindow.Of([.. Enumerable.Range(0, 2000).Select(i => Math.Sin(Math.Tau * i / 40))]));

    [Fact]
    public void The_window_of_a_series_without_period_is_125() =>
        Assert.Equal(125, PeriodWindow.Of([.. Enumerable.Range(0, 2000).Select(i => (double)i)]));

    private static bool[] Rows(string text) => [.. text.Select(c => c == '#')];
}
