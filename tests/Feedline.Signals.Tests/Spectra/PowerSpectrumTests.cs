using CsCheck;
using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.Spectra;

public class PowerSpectrumTests
{
    [Fact]
    public void Bins_add_up_to_the_variance() => Gen.Select(Gen.Int[1, 200].SelectMany(n => Samples.Moderate.Array[n]), Gen.Double[0.1, 100])
        .Sample((samples, rate) =>
        {
            double[] density = Estimate(new PowerSpectrum(samples.Length, SpectralWindow.None), samples, rate);
            double mean = samples.Average();
            double variance = samples.Average(x => (x - mean) * (x - mean));
            Assert.Equal(variance, density.Sum() * rate / samples.Length, 1e-11 * (1 + samples.Max(x => x * x)));
        });

    [Theory]
    [InlineData("periodogram", 200, SpectralWindow.None)]
    [InlineData("welch", 32, SpectralWindow.Hann)]
    [InlineData("welch-odd", 33, SpectralWindow.Hann)]
    public void Agrees_with_SciPy(string golden, int segment, SpectralWindow window) => GoldenColumn.Agree(
        GoldenColumn.Of(golden), Estimate(new PowerSpectrum(segment, window), GoldenColumn.First(200), 10), 1e-12);

    [Fact]
    public void Constants_have_no_power()
    {
        foreach (int n in new[] { 1, 2, 3, 50 })
            Assert.All(Estimate(new PowerSpectrum(n), [.. Enumerable.Repeat(0.1, n)], 1), x => Assert.Equal(0, x));
    }

    [Fact]
    public void What_is_not_finite_stays_visible() => Assert.All(
        Estimate(new PowerSpectrum(8), [1, 2, 3, double.NaN, 5, 6, 7, 8, 9], 1), x => Assert.False(double.IsFinite(x)));

    [Fact]
    public void Estimates_allocate_nothing()
    {
        var spectrum = new PowerSpectrum(64);
        var samples = new double[1000];
        var density = new double[33];
        Assert.Equal(0, Allocation.Of(() => spectrum.Estimate(samples, 1, density)));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("segmentLength", () => new PowerSpectrum(0));
        Assert.Throws<ArgumentOutOfRangeException>("window", () => new PowerSpectrum(4, (SpectralWindow)9));
        var spectrum = new PowerSpectrum(4);
        Assert.Throws<ArgumentException>("samples", () => spectrum.Estimate(new double[3], 1, new double[3]));
        Assert.Throws<ArgumentException>("density", () => spectrum.Estimate(new double[4], 1, new double[4]));
        foreach (double rate in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Assert.Throws<ArgumentOutOfRangeException>("sampleRate", () => spectrum.Estimate(new double[4], rate, new double[3]));
    }

    private static double[] Estimate(PowerSpectrum spectrum, double[] samples, double rate)
    {
        var density = new double[spectrum.BinCount];
        spectrum.Estimate(samples, rate, density);
        return density;
    }
}
