using CsCheck;

namespace Feedline.Signals.Tests.Rolling;

public class ExponentialAverageTests
{
    [Fact]
    public void Equals_the_explicitly_weighted_moments() =>
        Gen.Select(Samples.Series(Samples.Moderate, Gen.Int[1, 60]), Gen.Double[0.01, 1]).Sample((series, alpha) =>
        {
            var average = new ExponentialAverage(alpha);
            double[] means = new double[series.Length];
            double[] variances = new double[series.Length];
            average.Add(series, means, variances);
            for (int n = 1; n <= series.Length; n++)
            {
                // The first value carries all the weight that the later ones leave.
                double[] weights = [.. Enumerable.Range(0, n).Select(i => (i == 0 ? 1 : alpha) * Math.Pow(1 - alpha, n - 1 - i))];
                double mean = Enumerable.Range(0, n).Sum(i => weights[i] * series[i]);
                double variance = Enumerable.Range(0, n).Sum(i => weights[i] * (series[i] - mean) * (series[i] - mean));
                Assert.Equal(mean, means[n - 1], 1e-9);
                Assert.Equal(variance, variances[n - 1], 1e-9 * (1 + variance));
            }
        });

    [Fact]
    public void A_half_life_halves_the_weight()
    {
        var average = ExponentialAverage.FromHalfLife(10);
        average.Add(1);
        for (int i = 0; i < 10; i++)
            average.Add(0);
        Assert.Equal(0.5, average.Mean, 1e-12);
    }

    [Fact]
    public void Missing_values_are_passed_over_and_infinities_are_not_hidden()
    {
        var average = new ExponentialAverage(0.5);
        Assert.True(double.IsNaN(average.Mean));
        average.Add(double.NaN);
        average.Add(4);
        average.Add(double.NaN);
        Assert.Equal((4.0, 0.0), (average.Mean, average.Variance));
        average.Add(double.PositiveInfinity);
        for (int i = 0; i < 5; i++)
        {
            average.Add(1);
            Assert.False(double.IsFinite(average.Mean));
        }

        average.Clear();
        Assert.Equal(2, average.Add(2));
    }

    [Fact]
    public void Bad_weights_are_refused()
    {
        foreach (double alpha in new[] { 0, -1, 1.1, double.NaN })
            Assert.Throws<ArgumentOutOfRangeException>(nameof(alpha), () => new ExponentialAverage(alpha));
        foreach (double samples in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Assert.Throws<ArgumentOutOfRangeException>(nameof(samples), () => ExponentialAverage.FromHalfLife(samples));
    }
}
