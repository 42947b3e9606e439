using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.Rolling;

/// <summary>Rolling statistics against pandas, whose own are accurate to about ten digits.</summary>
public class GoldenRollingTests
{
    private const double Tolerance = 1e-12;
    private static readonly double[] Series = GoldenColumn.First(120);

    [Theory]
    [InlineData(5)]
    [InlineData(32)]
    public void Windows_agree_with_pandas(int window)
    {
        var mean = new RollingMean(window);
        var variance = new RollingVariance(window);
        var minimum = new RollingMinimum(window);
        var maximum = new RollingMaximum(window);
        var median = new RollingMedian(window);
        var quantile = new RollingQuantile(window, 0.9);
        var deviation = new RollingMedianAbsoluteDeviation(window);
        Agree(0, mean.Add);
        Agree(1, variance.Add);
        Agree(2, minimum.Add);
        Agree(3, maximum.Add);
        Agree(4, median.Add);
        Agree(5, quantile.Add);

        Agree(6, deviation.Add);

        void Agree(int column, Func<double, double> add) => GoldenColumn.Agree(
            GoldenColumn.OfFile($"rolling-window-{window}", column), [.. Series.Select(add)], Tolerance);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(32)]
    public void Hampel_scores_agree_with_pandas(int window)
    {
        var hampel = new HampelIdentifier(window, floor: 0.01);
        GoldenColumn.Agree(GoldenColumn.OfFile($"rolling-hampel-{window}"), [.. Series.Select(hampel.Add)], 1e-10);
    }

    [Fact]
    public void Exponential_averages_agree_with_pandas()
    {
        var means = new double[120];
        var variances = new double[120];
        new ExponentialAverage(0.2).Add(Series, means, variances);
        GoldenColumn.Agree(GoldenColumn.OfFile("rolling-exponential"), means, Tolerance);
        GoldenColumn.Agree(GoldenColumn.OfFile("rolling-exponential", 1), variances, Tolerance);
    }
}
