using Feedline.MachineLearning.Classification;

namespace Feedline.MachineLearning.Tests.Classification;

public sealed class CalibrationTests
{
    [Theory]
    [InlineData(2, -1)]
    [InlineData(0.5, 1)]
    [InlineData(1, 0)]
    public void What_made_the_labels_is_found_again(double slope, double offset)
    {
        var random = new Random(5);
        double[] scores = [.. Enumerable.Range(0, 20_000).Select(_ => (random.NextDouble() * 8) - 4)];
        bool[] labels = [.. scores.Select(score => random.NextDouble() < new Calibration(slope, offset).Probability(score))];
        var fitted = Calibration.Fit(scores, labels);

        Assert.Equal(slope, fitted.Slope, 0.1);
        Assert.Equal(offset, fitted.Offset, 0.1);
    }

    [Fact]
    public void Scores_that_separate_perfectly_give_finite_numbers()
    {
        double[] scores = [-5, -4, -3, 3, 4, 5];
        var fitted = Calibration.Fit(scores, [false, false, false, true, true, true]);

        Assert.True(double.IsFinite(fitted.Slope) && double.IsFinite(fitted.Offset));
        Assert.InRange(fitted.Probability(5), 0.6, 0.999);
        Assert.InRange(fitted.Probability(-5), 0.001, 0.4);
    }
}
