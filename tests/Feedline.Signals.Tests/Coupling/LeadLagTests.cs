using CsCheck;
using Feedline.Signals.Tests.Golden;
using Feedline.Signals.Tests.Spectra;

namespace Feedline.Signals.Tests.Coupling;

public class LeadLagTests
{
    [Fact]
    public void Finds_which_goes_ahead_and_by_how_much() =>
        Gen.Select(Gen.Int[-20, 20], Gen.Double[0, 0.8], Gen.Bool, Gen.Int[0, 1_000_000]).Sample((lag, memory, isInverse, seed) =>
        {
            double[] source = Noise.Coloured(1_040, memory, seed);
            double[] noise = Noise.Coloured(1_000, 0, seed + 1);
            double[] first = source[20..1_020];
            double[] second = [.. Enumerable.Range(0, 1_000).Select(t => (isInverse ? -1 : 1) * source[t + 20 - lag] + 0.5 * noise[t])];
            LeadLagEstimate found = new LeadLag(1_000, 30).Estimate(first, second);
            Assert.Equal(lag, found.Lag);
            Assert.Equal(isInverse, found.Correlation < 0);
            Assert.InRange(found.PValue, 0, 1e-6);
            Assert.InRange(found.EffectiveCount, 50, 1_000);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.97)]
    public void Unrelated_series_stay_unrelated_however_smooth(double memory)
    {
        // At p = 0.01, five in 500 are allowed to pass; a few more would still be honest.
        var plan = new LeadLag(600, 20);
        int alarms = Enumerable.Range(0, 500).Count(seed =>
            plan.Estimate(Noise.Coloured(600, memory, 2 * seed), Noise.Coloured(600, memory, 2 * seed + 1)).PValue < 0.01);
        Assert.InRange(alarms, 0, 12);
    }

    [Fact]
    public void Smooth_series_count_for_fewer_samples()
    {
        // Of two first-order series with memories a and b, n* is n (1 - ab) / (1 + ab).
        var plan = new LeadLag(20_000, 0);
        double effective = plan.Estimate(Noise.Coloured(20_000, 0.8, 1), Noise.Coloured(20_000, 0.7, 2)).EffectiveCount;
        Assert.InRange(effective, 20_000 * 0.44 / 1.56 * 0.75, 20_000 * 0.44 / 1.56 * 1.25);
    }

    [Fact]
    public void Equal_series_are_certain() =>
        Assert.Equal(new LeadLagEstimate(0, 1, 0, 0), new LeadLag(50, 5).Estimate(GoldenColumn.First(50), GoldenColumn.First(50)) with { EffectiveCount = 0 });

    [Fact]
    public void Cannot_tell_from_too_little()
    {
        var nothing = new LeadLagEstimate(0, double.NaN, double.NaN, double.NaN);
        Assert.Equal(nothing, new LeadLag(1, 0).Estimate([1], [2]));
        Assert.Equal(nothing, new LeadLag(7, 2).Estimate([1, 2, 3, 4, 5, 6, 8], [1, 2, 3, 4, 5, 6, 9]));
        double[] series = GoldenColumn.First(20);
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity })
            Assert.Equal(nothing, new LeadLag(20, 3).Estimate(series, [.. series[..19], bad]));
        Assert.Equal(nothing, new LeadLag(20, 3).Estimate(series, [.. Enumerable.Repeat(0.1, 20)]));
    }

    [Fact]
    public void Tails_agree_with_SciPy()
    {
        double[] z = GoldenColumn.Of("normal-tail", 0);
        double[] above = GoldenColumn.Of("normal-tail", 1);
        for (int i = 0; i < z.Length; i++)
            Assert.Equal(1, NormalTail.Above(z[i]) / above[i], 1e-11);
    }

    [Fact]
    public void Estimates_allocate_nothing()
    {
        var plan = new LeadLag(500, 20);
        double[] first = GoldenColumn.First(500);
        double[] second = GoldenColumn.Second(500);
        Assert.Equal(0, Allocation.Of(() => plan.Estimate(first, second)));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new LeadLag(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("maxLag", () => new LeadLag(9, 9));
        Assert.Throws<ArgumentException>("first", () => new LeadLag(9, 2).Estimate(new double[8], new double[9]));
        Assert.Throws<ArgumentException>("second", () => new LeadLag(9, 2).Estimate(new double[9], new double[8]));
    }
}
