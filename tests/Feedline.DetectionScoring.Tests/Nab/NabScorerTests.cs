using CsCheck;
using Feedline.DetectionScoring.Nab;
using Feedline.DetectionScoring.Series;

namespace Feedline.DetectionScoring.Tests.Nab;

public class NabScorerTests
{
    // 40 rows, of which the first 6 are not scored, and a window of 10.
    private static readonly NabFile File = new("a.csv", new double[40], [new RowSpan(20, 29)]);

    [Fact]
    public void Nothing_detected_gives_0() => Assert.Equal(0, Score(new double[40]));

    [Fact]
    public void A_detection_on_the_first_row_of_the_window_gives_100() => Assert.Equal(100, Score(Detected(20)), 1e-9);

    [Fact]
    public void A_later_detection_gives_less() =>
        // Row 27 is 3 of 10 rows before the end: sigma(-0.3) = 0.6351, over sigma(-1) = 0.9866; from -1 to 1.
        Assert.Equal(100 * (0.635148952387287 / 0.986614298151430 + 1) / 2, Score(Detected(27)), 1e-9);

    [Fact]
    public void A_detection_before_the_window_costs_the_full_price() => Assert.Equal(100 * (2 - 0.11) / 2, Score(Detected(10, 20)), 1e-9);

    [Fact]
    public void A_detection_behind_the_window_costs_by_its_distance() =>
        // Row 32 is 3 rows behind, a third of the window's 9 steps: sigma(1/3) = -tanh(5/6).
        Assert.Equal(100 * (2 - 0.11 * Math.Tanh(5.0 / 6)) / 2, Score(Detected(20, 32)), 1e-9);

    [Fact]
    public void A_second_detection_in_the_window_changes_nothing() => Assert.Equal(100, Score(Detected(20, 24)), 1e-9);

    [Fact]
    public void Rows_in_probation_do_not_count() => Assert.Equal(100, Score(Detected(3, 20)), 1e-9);

    [Fact]
    public void A_missed_window_counts_twice_in_the_low_false_negative_profile()
    {
        NabFile second = File with { Name = "b.csv" };

        // One of two found: (1 - 2 - -4) / (2 - -4).
        Assert.Equal(50, NabScorer.Score([File, second], [Detected(20), new double[40]], NabProfile.LowFalseNegatives).Value, 1e-9);
    }

    [Fact]
    public void Files_and_scores_of_different_lengths_are_told_apart() =>
        Assert.Throws<ArgumentException>(() => NabScorer.Score([File], [new double[39]], NabProfile.Standard));

    [Fact]
    public void The_sweep_finds_what_trying_every_threshold_finds() =>
        Gen.Int[0, 8].Select(level => level / 8.0).Array[40].Array[3].Sample(scores =>
        {
            NabFile[] files = [File, File with { Windows = [] }, File with { Windows = [new RowSpan(2, 9), new RowSpan(15, 19)] }];
            foreach (NabProfile profile in NabProfile.All)
            {
                double total = scores.SelectMany(file => file).Distinct().Append(1.1)
                    .Max(threshold => files.Zip(scores).Sum(pair => Total(pair.First, pair.Second, threshold, profile)));
                double expected = 100 * (total + 3 * profile.Missed) / (3 * (profile.Found + profile.Missed));
                Assert.Equal(expected, NabScorer.Score(files, scores, profile).Value, 1e-9);
            }
        }, iter: 200);

    private static double Score(double[] scores) => NabScorer.Score([File], [scores], NabProfile.Standard).Value;

    private static double[] Detected(params int[] rows)
    {
        double[] scores = new double[40];
        foreach (int row in rows)
            scores[row] = 1;
        return scores;
    }

    /// <summary>The total of a file at one threshold, as the rules say it.</summary>
    private static double Total(NabFile file, double[] scores, double threshold, NabProfile profile)
    {
        int[] detected = [.. Enumerable.Range(0, scores.Length).Where(row => row >= file.Probation && scores[row] >= threshold)];
        double total = 0;
        foreach (RowSpan window in file.Windows)
        {
            total += detected.Where(row => Within(window, row))
                .Select(row => profile.Found * NabScorer.Sigmoid(-(window.Last - row + 1.0) / window.Length) / NabScorer.Sigmoid(-1))
                .Append(-profile.Missed).Max();
        }

        foreach (int row in detected.Where(row => !file.Windows.Any(window => Within(window, row))))
        {
            RowSpan[] before = [.. file.Windows.Where(window => window.Last < row)];
            total += profile.False * (before.Length == 0 ? -1 : NabScorer.Sigmoid((row - before[^1].Last) / (before[^1].Length - 1.0)));
        }

        return total;
    }

    private static bool Within(RowSpan window, int row) => row >= window.First && row <= window.Last;
}
