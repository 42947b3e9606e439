using Feedline.DetectionScoring.ChangePoints;

namespace Feedline.DetectionScoring.Tests.ChangePoints;

public class ChangeScoreTests
{
    [Fact]
    public void Changes_near_those_of_all_annotators_give_1() =>
        Assert.Equal(1, ChangeScore.F1([[10, 20], [11, 20], [10], [0, 5]], [10, 20]), 1e-12);

    [Fact]
    public void A_change_that_one_annotator_alone_saw_costs_little() =>
        // Precision 1; recall the mean of 1, 1 and 1/2.
        Assert.Equal(0.9090909, ChangeScore.F1([[], [10], [50]], [10]), 1e-6);

    [Fact]
    public void A_change_five_rows_off_counts_and_one_six_off_does_not()
    {
        Assert.Equal(1, ChangeScore.F1([[100]], [105]), 1e-12);
        Assert.Equal(0.5, ChangeScore.F1([[100]], [106]), 1e-12);
    }

    [Fact]
    public void Covering_weighs_segments_by_their_length() =>
        Assert.Equal(0.7962963, ChangeScore.Covering([[10, 20], [10], [0, 5]], [10, 20], 45), 1e-6);

    [Fact]
    public void No_change_where_none_is_covers_all()
    {
        Assert.Equal(1, ChangeScore.F1([[]], []), 1e-12);
        Assert.Equal(1, ChangeScore.Covering([[]], [], 30), 1e-12);
    }

    [Fact]
    public void A_missing_value_does_not_move_the_changes_found_behind_it()
    {
        double[] values = [.. Enumerable.Range(0, 60).Select(i => i == 5 ? double.NaN : i < 30 ? 0.01 * (i % 3) : 10 + 0.01 * (i % 3))];

        foreach ((string name, Func<double[], int[]> find) in ChangeBaselines.All.Skip(1))
            Assert.True(ChangeBaselines.Find(find, values).Contains(30), name);
    }
}
