using CsCheck;
using Feedline.Signals;

namespace Feedline.Tests.Detection;

public sealed class SeriesReviewTests
{
    [Fact]
    public void A_stretch_has_start_and_end()
    {
        double[] values = Shifted();
        SeriesReview review = SeriesReview.Of(Times(values.Length), values);

        AnomalousRange range = Assert.Single(review.Ranges);
        Assert.InRange(range.FirstRow, 1750, 2030);
        Assert.InRange(range.LastRow, 2080, 2450);
        Assert.InRange(range.PeakRow, range.FirstRow, range.LastRow);
        Assert.Equal((range.FirstRow * Noise.Interval, range.LastRow * Noise.Interval), (range.Start, range.End));
        Assert.Equal(review.Scores[range.PeakRow], range.Score);
        Assert.Equal(0, review.NotFinite);
    }

    [Fact]
    public void Rows_may_come_in_any_order()
    {
        double[] values = Shifted();
        long[] times = Times(values.Length);
        SeriesReview inOrder = SeriesReview.Of(times, values);
        int[] order = [.. Enumerable.Range(0, values.Length)];
        new Random(4).Shuffle(order);
        SeriesReview shuffled = SeriesReview.Of([.. order.Select(row => times[row])], [.. order.Select(row => values[row])]);

        Assert.Equal(order.Select(row => inOrder.Scores[row]), shuffled.Scores);
        Assert.Equal(
            inOrder.Ranges.Select(range => (range.FirstRow, range.LastRow, range.PeakRow, range.Start, range.End)),
            shuffled.Ranges.Select(range => (order[range.FirstRow], order[range.LastRow], order[range.PeakRow], range.Start, range.End)));
    }

    [Fact]
    public void Values_that_are_no_numbers_score_0_and_change_nothing_else()
    {
        double[] values = Shifted();
        long[] times = Times(values.Length);
        (long, double)[] spoilt = [.. times.Zip(values).SelectMany((row, i) => i % 7 == 3 ? [row, (row.First, double.NaN)] : new[] { row })];
        SeriesReview plain = SeriesReview.Of(times, values);
        SeriesReview review = SeriesReview.Of([.. spoilt.Select(row => row.Item1)], [.. spoilt.Select(row => row.Item2)]);

        Assert.Equal(spoilt.Count(row => double.IsNaN(row.Item2)), review.NotFinite);
        Assert.Equal(plain.Scores, review.Scores.Where((_, row) => !double.IsNaN(spoilt[row].Item2)));
        Assert.All(review.Scores.Where((_, row) => double.IsNaN(spoilt[row].Item2)), score => Assert.Equal(0, score));
    }

    [Fact]
    public void A_season_keeps_its_phase_over_a_gap()
    {
        // A gap of a third of a season: without it being bridged the season would be off from there on.
        double[] values = Noise.Of("season", 6000, seed: 7);
        int[] kept = [.. Enumerable.Range(0, 6000).Where(i => i is < 3000 or >= 3096)];
        SeriesReview review = SeriesReview.Of([.. kept.Select(i => i * Noise.Interval)], [.. kept.Select(i => values[i])]);

        Assert.Equal(288, review.Window);
        Assert.Empty(review.Ranges);
        Assert.Equal(kept.Length, review.Scores.Length);
    }

    [Fact]
    public void Any_times_and_values_give_scores_between_0_and_1_and_ranges_of_rows()
    {
        Gen.Select(
            Gen.OneOf(Gen.Long, Gen.Long[0, 100], Gen.Const(long.MaxValue), Gen.Const(long.MinValue)),
            Gen.OneOf(Gen.Double, Gen.Double[0, 5], Gen.Const(double.NaN), Gen.Const(double.NegativeInfinity)))
            .Array[0, 200].Sample(
            rows =>
            {
                double[] values = [.. rows.Select(row => row.Item2)];
                SeriesReview review = SeriesReview.Of([.. rows.Select(row => row.Item1)], values);

                Assert.Equal(rows.Length, review.Scores.Length);
                Assert.All(review.Scores, score => Assert.InRange(score, 0, 1));
                Assert.Equal(values.Count(value => !(Math.Abs(value) <= 1e150)), review.NotFinite);
                Assert.All(review.Ranges, range => Assert.True(range.Start <= range.End && range.FirstRow >= 0 && range.LastRow < rows.Length));
            },
            iter: 300);
    }

    [Fact]
    public void Nothing_to_judge_is_no_error()
    {
        Assert.Empty(SeriesReview.Of([], []).Scores);
        SeriesReview few = SeriesReview.Of(Times(RangeScores.Fewest - 1), Noise.Of("normal", RangeScores.Fewest - 1, seed: 1));
        Assert.Equal((0, 0), (few.Window, few.Ranges.Length));
        SeriesReview constant = SeriesReview.Of(Times(500), [.. Enumerable.Repeat(2.5, 500)]);
        Assert.All(constant.Scores, score => Assert.Equal(0, score));
        Assert.Throws<ArgumentException>(() => SeriesReview.Of([1], [1, 2]));
    }

    private static double[] Shifted()
    {
        double[] values = Noise.Of("normal", 4000, seed: 9);
        for (int i = 2000; i < 2200; i++)
            values[i] += 3;
        return values;
    }

    private static long[] Times(int count) => [.. Enumerable.Range(0, count).Select(i => i * Noise.Interval)];
}
