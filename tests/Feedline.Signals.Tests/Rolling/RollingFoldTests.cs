using CsCheck;

namespace Feedline.Signals.Tests.Rolling;

/// <summary>Rolling mean, variance, minimum and maximum against the window computed anew at every step.</summary>
public class RollingFoldTests
{
    private static readonly Gen<(double[] Series, int Window)> Cases =
        Gen.Select(Samples.Series(Samples.Moderate, Gen.Int[0, 120]), Gen.Int[1, 40]);

    private static double[] Window(double[] series, int last, int window) =>
        series[Math.Max(0, last + 1 - window)..(last + 1)];

    [Fact]
    public void Mean_and_variance_are_those_of_the_window() =>
        Gen.Select(Cases, Gen.OneOf(0.0, 1e9, -1e9)).Sample((c, offset) =>
        {
            // Multiples of 1/64 are exact beside the offset: the deviations are the very same numbers.
            double[] small = Array.ConvertAll(c.Series, v => Math.Round(v) / 64);
            double[] series = Array.ConvertAll(small, v => v + offset);
            var mean = new RollingMean(c.Window);
            var variance = new RollingVariance(c.Window);
            for (int i = 0; i < series.Length; i++)
            {
                double[] window = Window(small, i, c.Window);
                double center = window.Average();
                double expected = window.Average(v => (v - center) * (v - center));
                Assert.Equal(center + offset, mean.Add(series[i]), 1e-6 * 1e-9 * Math.Abs(offset) + 1e-12 * (1 + Math.Abs(center)));
                Assert.Equal(expected, variance.Add(series[i]), 1e-12 * (1 + expected));
                Assert.Equal(center + offset, variance.Mean, 1e-6 * 1e-9 * Math.Abs(offset) + 1e-12 * (1 + Math.Abs(center)));
                Assert.Equal(window.Length, mean.Count);
            }
        });

    [Fact]
    public void Minimum_and_maximum_are_those_of_the_window() =>
        Gen.Select(Samples.Series(Samples.Ordered, Gen.Int[0, 120]), Gen.Int[1, 40]).Sample((series, length) =>
        {
            var minimum = new RollingMinimum(length);
            var maximum = new RollingMaximum(length);
            for (int i = 0; i < series.Length; i++)
            {
                double[] window = Window(series, i, length);
                Assert.Equal(window.Min(), minimum.Add(series[i]));
                Assert.Equal(window.Max(), maximum.Add(series[i]));
            }
        });

    [Fact]
    public void What_is_not_a_number_is_forgotten_when_it_leaves() =>
        Gen.Select(Cases, Gen.OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity), Gen.Int[0, 119]).Sample((c, odd, at) =>
        {
            if (c.Series.Length == 0)
                return;
            at %= c.Series.Length;
            c.Series[at] = odd;
            var mean = new RollingMean(c.Window);
            var variance = new RollingVariance(c.Window);
            var minimum = new RollingMinimum(c.Window);
            for (int i = 0; i < c.Series.Length; i++)
            {
                double[] window = Window(c.Series, i, c.Window);
                mean.Add(c.Series[i]);
                variance.Add(c.Series[i]);
                Assert.Equal(window.Any(double.IsNaN) ? double.NaN : window.Min(), minimum.Add(c.Series[i]));
                if (i >= at && i < at + c.Window)
                {
                    Assert.Equal(odd, mean.Value);
                    Assert.True(double.IsNaN(variance.Variance));
                    Assert.False(double.IsFinite(variance.Mean));
                }
                else
                {
                    Assert.Equal(window.Average(), mean.Value, 1e-9);
                    Assert.True(double.IsFinite(variance.Variance));
                }
            }
        });

    [Fact]
    public void A_spike_leaves_no_trace_when_it_leaves()
    {
        const int window = 100;
        var random = new Random(3);
        var mean = new RollingMean(window);
        var variance = new RollingVariance(window);
        double[] series = [.. Enumerable.Range(0, 20_000).Select(i => i % 1000 == 0 ? 1e15 : random.NextDouble())];
        for (int i = 0; i < series.Length; i++)
        {
            mean.Add(series[i]);
            variance.Add(series[i]);
            if (i % 1000 != 999)
                continue;
            double[] held = Window(series, i, window);
            Assert.Equal(held.Average(), mean.Value, 1e-14);
            Assert.Equal(held.Average(v => (v - held.Average()) * (v - held.Average())), variance.Variance, 1e-14);
        }
    }

    [Fact]
    public void Runs_of_values_give_what_single_ones_give() =>
        Gen.Select(Cases, Gen.Int[0, 120]).Sample((c, cut) =>
        {
            cut = Math.Min(cut, c.Series.Length);
            var one = (new RollingMean(c.Window), new RollingVariance(c.Window), new RollingMinimum(c.Window), new RollingMaximum(c.Window));
            double[][] expected =
            [
                Array.ConvertAll(c.Series, one.Item1.Add),
                Array.ConvertAll(c.Series, one.Item2.Add),
                Array.ConvertAll(c.Series, one.Item3.Add),
                Array.ConvertAll(c.Series, one.Item4.Add),
            ];
            var run = (new RollingMean(c.Window), new RollingVariance(c.Window), new RollingMinimum(c.Window), new RollingMaximum(c.Window));
            double[][] actual = [.. Enumerable.Range(0, 4).Select(_ => new double[c.Series.Length])];
            double[] means = new double[c.Series.Length];
            foreach (Range part in new[] { ..cut, cut.. })
            {
                run.Item1.Add(c.Series.AsSpan(part), actual[0].AsSpan(part));
                run.Item2.Add(c.Series.AsSpan(part), means.AsSpan(part), actual[1].AsSpan(part));
                run.Item3.Add(c.Series.AsSpan(part), actual[2].AsSpan(part));
                run.Item4.Add(c.Series.AsSpan(part), actual[3].AsSpan(part));
            }

            Assert.Equal(expected, actual);
            Assert.Equal(one.Item1.Value, run.Item1.Value);
            Assert.Equal(one.Item2.Variance, run.Item2.Variance);
        });

    [Fact]
    public void A_constant_has_no_variance() =>
        Gen.Select(Gen.Double[-1e100, 1e100], Gen.Int[1, 30]).Sample((value, window) =>
        {
            var mean = new RollingMean(window);
            var variance = new RollingVariance(window);
            for (int i = 0; i < 100; i++)
            {
                Assert.Equal(value, mean.Add(value));
                Assert.Equal(0, variance.Add(value));
            }
        });

    [Fact]
    public void Clearing_starts_anew()
    {
        var mean = new RollingMean(3);
        var variance = new RollingVariance(3);
        var maximum = new RollingMaximum(3);
        for (int i = 0; i < 10; i++)
        {
            mean.Add(i);
            variance.Add(i);
            maximum.Add(i);
        }

        mean.Clear();
        variance.Clear();
        maximum.Clear();
        Assert.True(double.IsNaN(mean.Value) && double.IsNaN(variance.Variance) && double.IsNaN(variance.Mean) && double.IsNaN(maximum.Value));
        Assert.Equal((1.0, 0.0, 1.0), (mean.Add(1), variance.Add(1), maximum.Add(1)));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("window", () => new RollingMean(0));
        Assert.Throws<ArgumentOutOfRangeException>("window", () => new RollingVariance(-1));
        Assert.Throws<ArgumentOutOfRangeException>("window", () => new RollingMinimum(0));
        Assert.Throws<ArgumentException>("results", () => new RollingMean(2).Add(new double[3], new double[2]));
        Assert.Throws<ArgumentException>("variances", () => new RollingVariance(2).Add(new double[3], new double[3], new double[2]));
    }

    [Fact]
    public void Allocate_nothing_after_construction()
    {
        var mean = new RollingMean(17);
        var variance = new RollingVariance(17);
        var minimum = new RollingMinimum(17);
        double sum = 0;
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (int i = 0; i < 100; i++)
                sum += mean.Add(i) + variance.Add(i) + minimum.Add(i);
        }));
        Assert.True(sum > 0);
    }
}
