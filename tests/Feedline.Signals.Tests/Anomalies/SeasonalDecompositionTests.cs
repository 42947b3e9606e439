using CsCheck;
using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.Anomalies;

public class SeasonalDecompositionTests
{
    [Fact]
    public void Recovers_season_trend_and_jump_under_spikes() =>
        Gen.Select(Gen.Int[8, 40], Gen.Int[8, 20], Gen.Double[-0.02, 0.02], Gen.Double[-20, 20], Gen.Int[0, 100_000]).Sample((period, cycles, slope, jump, seed) =>
        {
            var random = new Random(seed);
            double[] shape = [.. Enumerable.Range(0, period).Select(_ => 5 * random.NextDouble())];
            double mean = shape.Average();
            int n = period * cycles + random.Next(period);
            int at = random.Next(2 * period, n - 2 * period);
            double[] samples = new double[n], level = new double[n], spikes = new double[n];
            var spoilt = new int[period];
            int spike = -1;
            for (int i = 0; i < n; i++)
            {
                level[i] = 100 + slope * i + (i >= at ? jump : 0);
                samples[i] = level[i] + shape[i % period] - mean + 0.1 * (random.NextDouble() - 0.5);

                // 5 % of the samples, at any place in each twenty, but of no phase more than a quarter.
                if (i % 20 == 0)
                    spike = i + random.Next(20);
                if (i == spike && ++spoilt[i % period] <= cycles / 4)
                    samples[i] += spikes[i] = 50 + 500 * random.NextDouble();
            }

            double[] trend = new double[n], season = new double[n], residual = new double[n];
            new SeasonalDecomposition(n, period).Split(samples, trend, season, residual);
            for (int i = 0; i < n; i++)
            {
                Assert.Equal(samples[i], trend[i] + season[i] + residual[i], 1e-9);

                // A jump can be one or two samples off where spikes hide it.
                if (Math.Abs(i - at) <= 3)
                    continue;

                // On a slope the median is off by a part of the rise over a period, the more where a jump is in the window.
                double slack = 0.15 + Math.Abs(slope) * period * (Math.Abs(i - at) <= period ? 1 : 0.5);
                Assert.True(Math.Abs(season[i] - shape[i % period] + mean) < slack, $"season at {i} of {n}, period {period}");
                if (i >= period && i < n - period)
                    Assert.True(Math.Abs(trend[i] - level[i]) < slack, $"trend at {i} of {n}, period {period}, jump {jump} at {at}");
                if (spikes[i] > 0 && i >= period && i < n - period)
                    Assert.True(Math.Abs(residual[i] - spikes[i]) < 2 * slack, $"spike at {i} of {n}");
            }
        }, iter: 100);

    [Fact]
    public void A_line_and_a_season_without_noise_come_back_to_the_ends()
    {
        double[] samples = [.. Enumerable.Range(0, 210).Select(i => 3 + 0.5 * i + (i % 7 == 2 ? 6 : -1))];
        double[] trend = new double[210], season = new double[210], residual = new double[210];
        new SeasonalDecomposition(210, 7).Split(samples, trend, season, residual);
        for (int i = 0; i < 210; i++)
        {
            Assert.Equal(3 + 0.5 * i, trend[i], 0.6);
            Assert.Equal(i % 7 == 2 ? 6 : -1, season[i], 0.6);
        }
    }

    [Fact]
    public void A_fractional_period_is_followed()
    {
        double[] samples = [.. Enumerable.Range(0, 1_000).Select(i => 10 * Math.Sin(2 * Math.PI * i / 20.5))];
        double[] trend = new double[1_000], season = new double[1_000], residual = new double[1_000];
        new SeasonalDecomposition(1_000, 20.5).Split(samples, trend, season, residual);
        Assert.All(residual, rest => Assert.InRange(rest, -2.5, 2.5));
        new SeasonalDecomposition(1_000, 20).Split(samples, trend, season, residual);
        Assert.True(residual.Max() > 5);
    }

    [Fact]
    public void A_detected_period_serves()
    {
        var random = new Random(1);
        double[] samples = [.. Enumerable.Range(0, 800).Select(i => (i % 40 < 4 ? 0.2 : 0.9) + 0.02 * random.NextDouble())];
        PeriodEstimate estimate = new PeriodDetector(800).Detect(samples);
        Assert.Equal(40, estimate.Period, 0.05);
        double[] season = new double[800];
        new SeasonalDecomposition(800, Math.Round(estimate.Period)).Split(samples, new double[800], season, new double[800]);
        for (int i = 0; i < 800; i++)
            Assert.Equal(i % 40 < 4 ? -0.63 : 0.07, season[i], 0.03);
    }

    [Fact]
    public void Constants_and_values_that_are_none()
    {
        double[] samples = Enumerable.Repeat(0.1, 30).ToArray();
        double[] trend = new double[30], season = new double[30], residual = new double[30];
        var decomposition = new SeasonalDecomposition(30, 10);
        decomposition.Split(samples, trend, season, residual);
        Assert.Equal(samples, trend);
        Assert.All(season.Concat(residual), value => Assert.Equal(0.0, value));
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity, -1e151 })
        {
            samples[17] = bad;
            decomposition.Split(samples, trend, season, residual);
            Assert.All(trend.Concat(season).Concat(residual), value => Assert.True(double.IsNaN(value)));
        }
    }

    [Fact]
    public void Equals_the_plain_steps_in_Python()
    {
        const int Length = 150;
        double[] trend = new double[Length], season = new double[Length], residual = new double[Length];
        new SeasonalDecomposition(Length, 12).Split(GoldenColumn.First(Length), trend, season, residual);
        GoldenColumn.Agree(GoldenTable.Column("anomalies-seasonal", 0), trend, 1e-10);
        GoldenColumn.Agree(GoldenTable.Column("anomalies-seasonal", 1), season, 1e-10);
        GoldenColumn.Agree(GoldenTable.Column("anomalies-seasonal", 2), residual, 1e-10);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new SeasonalDecomposition(5, 2));
        foreach (double bad in new[] { 1.9, 10.1, 0, -3, double.NaN })
            Assert.Throws<ArgumentOutOfRangeException>("period", () => new SeasonalDecomposition(30, bad));
        var decomposition = new SeasonalDecomposition(30, 10);
        double[] good = new double[30], bad29 = new double[29];
        Assert.Throws<ArgumentException>("samples", () => decomposition.Split(bad29, good, good, good));
        Assert.Throws<ArgumentException>("trend", () => decomposition.Split(good, bad29, good, good));
        Assert.Throws<ArgumentException>("season", () => decomposition.Split(good, good, bad29, good));
        Assert.Throws<ArgumentException>("residual", () => decomposition.Split(good, good, good, bad29));
    }

    [Fact]
    public void Allocates_nothing_after_construction()
    {
        double[] samples = GoldenColumn.First(200);
        double[] trend = new double[200], season = new double[200], residual = new double[200];
        var decomposition = new SeasonalDecomposition(200, 17.3);
        Assert.Equal(0, Allocation.Of(() => decomposition.Split(samples, trend, season, residual)));
    }
}
