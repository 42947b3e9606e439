using CsCheck;

namespace Feedline.Signals.Tests.Ranks;

public class ExpectedMaximumTests
{
    [Fact]
    public void Is_the_mean_over_all_subsets() =>
        Gen.Select(Samples.Series(Samples.Moderate, Gen.Int[1, 9]), Gen.Int[1, 9]).Sample((series, m) =>
        {
            m = Math.Min(m, series.Length);
            double[] maxima = [.. Enumerable.Range(0, 1 << series.Length).Where(s => int.PopCount(s) == m)
                .Select(s => Enumerable.Range(0, series.Length).Where(i => (s >> i & 1) != 0).Max(i => series[i]))];
            Array.Sort(series);
            Assert.Equal(maxima.Average(), ExpectedMaximum.OfDraws(series, m), 1e-9);
        });

    [Fact]
    public void A_NaN_is_not_hidden() =>
        Assert.True(double.IsNaN(ExpectedMaximum.OfDraws([double.NaN, 1, 2], 2)));

    [Fact]
    public void Jitter_of_few_ranks_extrapolates_to_many()
    {
        // Quantiles at even steps stand for a large sample without its noise.
        const int n = 50_000;
        double[] levels = [.. Enumerable.Range(0, n).Select(i => (i + 0.5) / n)];
        double[] exponential = Array.ConvertAll(levels, p => -Math.Log(1 - p));
        double[] uniform = levels;
        double[] heavy = Array.ConvertAll(levels, p => Math.Pow(1 - p, -0.2));

        double harmonic = Enumerable.Range(1, 8192).Sum(i => 1.0 / i);
        Assert.Equal(harmonic, ExtremeValueFit.Of(exponential, 64).ExpectedMaximumOf(8192), 0.03 * harmonic);
        Assert.Equal(8192.0 / 8193, ExtremeValueFit.Of(uniform, 64).ExpectedMaximumOf(8192), 0.002);

        // For a Pareto tail with exponent 5, E(max of N) = N! Γ(0.8) / Γ(N + 0.8), about N^0.2 Γ(0.8).
        double pareto = Math.Pow(8192, 0.2) * 1.1642297;
        Assert.Equal(pareto, ExtremeValueFit.Of(heavy, 64).ExpectedMaximumOf(8192), 0.05 * pareto);
    }

    [Fact]
    public void At_the_block_size_the_fit_agrees_with_the_sample() =>
        Gen.Select(Gen.Double[0, 1].Array[60, 200], Gen.Int[2, 10]).Sample((series, m) =>
        {
            Array.Sort(series);
            double expected = ExpectedMaximum.OfDraws(series, m);
            Assert.Equal(expected, ExtremeValueFit.Of(series, m).ExpectedMaximumOf(m), 1e-9);
        });

    [Fact]
    public void A_constant_never_exceeds_itself()
    {
        double[] constant = [.. Enumerable.Repeat(0.3, 100)];
        Assert.Equal(0.3, ExtremeValueFit.Of(constant, 8).ExpectedMaximumOf(1e6), 1e-12);
    }

    [Fact]
    public void Values_that_are_not_finite_give_NaN() =>
        Assert.True(double.IsNaN(ExtremeValueFit.Of([1, 2, 3, 4, 5, double.PositiveInfinity], 2).ExpectedMaximumOf(10)));

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("draws", () => ExpectedMaximum.OfDraws([1, 2], 3));
        Assert.Throws<ArgumentOutOfRangeException>("draws", () => ExpectedMaximum.OfDraws([1, 2], 0));
        Assert.Throws<ArgumentException>("ascending", () => ExtremeValueFit.Of([1, 2, 3], 2));
        Assert.Throws<ArgumentOutOfRangeException>("draws", () => ExtremeValueFit.Of([1, 2, 3], 1).ExpectedMaximumOf(0));
    }

    [Theory]
    [InlineData(0.1, 9.5135076986687318)]
    [InlineData(0.5, 1.7724538509055161)]
    [InlineData(1.5, 0.88622692545275801)]
    [InlineData(5, 24)]
    public void Gamma_is_accurate(double x, double expected) =>
        Assert.Equal(expected, Gamma.Of(x), 1e-13 * expected);
}
