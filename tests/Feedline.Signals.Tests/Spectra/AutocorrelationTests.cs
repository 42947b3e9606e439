using CsCheck;
using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.Spectra;

public class AutocorrelationTests
{
    [Fact]
    public void Agrees_with_the_sums() => Gen.Int[2, 300].SelectMany(n => Gen.Select(Samples.Moderate.Array[n], Gen.Int[0, n - 1])).Sample((samples, maxLag) =>
    {
        double mean = samples.Average();
        double squares = samples.Sum(x => (x - mean) * (x - mean));
        double[] biased = new double[maxLag + 1];
        double[] unbiased = new double[maxLag + 1];
        var autocorrelation = new Autocorrelation(samples.Length, maxLag);
        autocorrelation.Biased(samples, biased);
        autocorrelation.Unbiased(samples, unbiased);
        for (int k = 0; k <= maxLag; k++)
        {
            double sum = Enumerable.Range(0, samples.Length - k).Sum(t => (samples[t] - mean) * (samples[t + k] - mean));
            if (samples.Distinct().Count() == 1)
            {
                Assert.True(double.IsNaN(biased[k]) && double.IsNaN(unbiased[k]));
                continue;
            }

            Assert.Equal(sum / squares, biased[k], 1e-10);
            Assert.Equal(sum / squares * samples.Length / (samples.Length - k), unbiased[k], 1e-10 * samples.Length);
        }
    });

    [Fact]
    public void Agrees_with_SciPy()
    {
        var correlation = new double[50];
        new Autocorrelation(200, 49).Biased(GoldenColumn.First(200), correlation);
        GoldenColumn.Agree(GoldenColumn.Of("autocorrelation"), correlation, 1e-13);
    }

    [Fact]
    public void An_offset_costs_no_accuracy()
    {
        double[] samples = [.. Enumerable.Range(0, 500).Select(t => (double)(t * 7919 % 101))];
        var plain = new double[100];
        var lifted = new double[100];
        var autocorrelation = new Autocorrelation(500, 99);
        autocorrelation.Biased(samples, plain);
        autocorrelation.Biased([.. samples.Select(x => x + 1e12)], lifted);
        GoldenColumn.Agree(plain, lifted, 1e-12);
    }

    [Theory]
    [InlineData(0.1, 0.1)]
    [InlineData(1, double.NaN)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(1, 1e300)]
    public void Cannot_tell_from_constants_and_what_is_not_finite(double first, double second)
    {
        var correlation = new double[3];
        new Autocorrelation(3, 2).Biased([first, second, first], correlation);
        Assert.All(correlation, x => Assert.True(double.IsNaN(x)));
    }

    [Fact]
    public void One_sample_has_no_correlation()
    {
        var correlation = new double[1];
        new Autocorrelation(1, 0).Biased([4], correlation);
        Assert.True(double.IsNaN(correlation[0]));
    }

    [Fact]
    public void Estimates_allocate_nothing()
    {
        var autocorrelation = new Autocorrelation(1000, 100);
        double[] samples = [.. Enumerable.Range(0, 1000).Select(t => Math.Sin(t))];
        var correlation = new double[101];
        Assert.Equal(0, Allocation.Of(() => autocorrelation.Unbiased(samples, correlation)));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new Autocorrelation(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("maxLag", () => new Autocorrelation(5, 5));
        Assert.Throws<ArgumentOutOfRangeException>("maxLag", () => new Autocorrelation(5, -1));
        var autocorrelation = new Autocorrelation(5, 2);
        Assert.Throws<ArgumentException>("samples", () => autocorrelation.Biased(new double[4], new double[3]));
        Assert.Throws<ArgumentException>("correlation", () => autocorrelation.Unbiased(new double[5], new double[5]));
    }
}
