using CsCheck;
using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.Coupling;

public class CrossCorrelationTests
{
    [Fact]
    public void Agrees_with_the_sums() => Gen.Int[2, 200]
        .SelectMany(n => Gen.Select(Samples.Moderate.Array[n], Samples.Moderate.Array[n], Gen.Int[0, n - 1]))
        .Where((first, second, _) => first.Distinct().Count() > 1 && second.Distinct().Count() > 1)
        .Sample((first, second, maxLag) =>
        {
            double[] x = [.. first.Select(v => v - first.Average())];
            double[] y = [.. second.Select(v => v - second.Average())];
            double scale = Math.Sqrt(x.Sum(v => v * v) * y.Sum(v => v * v));
            double[] correlation = Estimate(first, second, maxLag);
            for (int k = -maxLag; k <= maxLag; k++)
            {
                double sum = Enumerable.Range(0, x.Length).Where(t => t + k >= 0 && t + k < x.Length).Sum(t => x[t] * y[t + k]);
                Assert.Equal(sum / scale, correlation[k + maxLag], 1e-10);
            }
        });

    [Fact]
    public void Agrees_with_SciPy() => GoldenColumn.Agree(
        GoldenColumn.Of("crosscorrelation"), Estimate(GoldenColumn.First(200), GoldenColumn.Second(200), 20), 1e-13);

    [Fact]
    public void Of_a_series_with_itself_it_is_the_autocorrelation()
    {
        double[] series = GoldenColumn.First(100);
        var own = new double[30];
        new Autocorrelation(100, 29).Biased(series, own);
        GoldenColumn.Agree(own, Estimate(series, series, 29)[29..], 1e-13);
    }

    [Fact]
    public void Cannot_tell_from_constants_and_what_is_not_finite()
    {
        foreach (double[] series in new[] { [0.1, 0.1, 0.1], [1, double.NaN, 2], new[] { 1, double.NegativeInfinity, 2 } })
        {
            Assert.All(Estimate(series, [1, 2, 4], 2), x => Assert.True(double.IsNaN(x)));
            Assert.All(Estimate([1, 2, 4], series, 2), x => Assert.True(double.IsNaN(x)));
        }

        Assert.True(double.IsNaN(Estimate([1], [2], 0)[0]));
    }

    [Fact]
    public void Estimates_allocate_nothing()
    {
        var plan = new CrossCorrelation(500, 50);
        double[] first = GoldenColumn.First(500);
        double[] second = GoldenColumn.Second(500);
        var correlation = new double[101];
        Assert.Equal(0, Allocation.Of(() => plan.Estimate(first, second, correlation)));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new CrossCorrelation(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("maxLag", () => new CrossCorrelation(4, 4));
        Assert.Throws<ArgumentOutOfRangeException>("maxLag", () => new CrossCorrelation(4, -1));
        var plan = new CrossCorrelation(4, 1);
        Assert.Throws<ArgumentException>("first", () => plan.Estimate(new double[3], new double[4], new double[3]));
        Assert.Throws<ArgumentException>("second", () => plan.Estimate(new double[4], new double[3], new double[3]));
        Assert.Throws<ArgumentException>("correlation", () => plan.Estimate(new double[4], new double[4], new double[2]));
    }

    private static double[] Estimate(double[] first, double[] second, int maxLag)
    {
        var plan = new CrossCorrelation(first.Length, maxLag);
        var correlation = new double[plan.LagCount];
        plan.Estimate(first, second, correlation);
        return correlation;
    }
}
