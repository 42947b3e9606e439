using CsCheck;

namespace Feedline.Signals.Tests.Spectra;

public class PeriodDetectorTests
{
    /// <summary>Utilisation around 90 % that dips at every checkpoint, whose time is not a whole number of samples and jitters.</summary>
    [Fact]
    public void Finds_the_checkpoints_in_noisy_utilisation() =>
        Gen.Select(Gen.Double[20, 200], Gen.Double[0.04, 0.4], Gen.Double[0.05, 0.12], Gen.Int[0, 1_000_000]).Sample((period, share, noise, seed) =>
        {
            double[] samples = Utilisation(2_000, period, share, noise, seed);
            PeriodEstimate found = new PeriodDetector(2_000).Detect(samples);
            Assert.InRange(found.Period, period * 0.98, period * 1.02);
            Assert.InRange(found.PValue, 0, 0.001);
            Assert.InRange(found.Correlation, 0.05, 1);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    public void Noise_of_any_colour_has_no_period(double memory)
    {
        // At p = 0.01, five in 500 are allowed to pass; a few more would still be honest.
        var detector = new PeriodDetector(600);
        int alarms = Enumerable.Range(0, 500).Count(seed => detector.Detect(Noise.Coloured(600, memory, seed)).PValue < 0.01);
        Assert.InRange(alarms, 0, 10);
    }

    [Fact]
    public void A_trend_does_not_hide_a_period()
    {
        double[] samples = [.. Enumerable.Range(0, 500).Select(t => 0.3 * t + (t % 25 < 5 ? 1.0 : 0))];
        PeriodEstimate found = new PeriodDetector(500).Detect(samples);
        Assert.Equal(25, found.Period, 0.05);
        Assert.InRange(found.PValue, 0, 1e-6);
    }

    [Fact]
    public void Nothing_comes_of_too_little()
    {
        Assert.Equal(PeriodEstimate.None, new PeriodDetector(1).Detect([3]));
        Assert.Equal(PeriodEstimate.None, new PeriodDetector(2).Detect([3, 4]));
        Assert.Equal(PeriodEstimate.None, new PeriodDetector(50).Detect([.. Enumerable.Repeat(0.1, 50)]));
        Assert.Equal(PeriodEstimate.None, new PeriodDetector(50).Detect([.. Enumerable.Range(0, 50).Select(t => 0.1 * t)]));
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            Assert.Equal(PeriodEstimate.None, new PeriodDetector(50).Detect([.. Enumerable.Range(0, 50).Select(t => t == 20 ? bad : t % 5)]));
    }

    [Fact]
    public void Detection_allocates_nothing()
    {
        var detector = new PeriodDetector(1_000);
        double[] samples = Utilisation(1_000, 50, 0.2, 0.1, 1);
        Assert.Equal(0, Allocation.Of(() => detector.Detect(samples)));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new PeriodDetector(0));
        Assert.Throws<ArgumentException>("samples", () => new PeriodDetector(9).Detect(new double[8]));
    }

    private static double[] Utilisation(int length, double period, double share, double noise, int seed)
    {
        var random = new Random(seed);
        double[] jitter = Noise.Coloured(length, 0.3, seed);
        double phase = random.NextDouble() * period;
        return [.. Enumerable.Range(0, length).Select(t =>
            ((t + phase) % period < Math.Max(3, share * period) ? 0.5 : 0.9) + noise * jitter[t])];
    }
}
