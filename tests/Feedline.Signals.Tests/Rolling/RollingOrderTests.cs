using CsCheck;

namespace Feedline.Signals.Tests.Rolling;

/// <summary>Rolling median, quantile, MAD and Hampel scores against the window computed anew at every step.</summary>
public class RollingOrderTests
{
    private static readonly Gen<int> Windows = Gen.Frequency((3, Gen.Int[1, 40]), (1, Gen.Int[120, 140]), (2, Gen.Int[200, 400]));

    private static readonly Gen<(double[] Series, int Window)> Cases =
        Gen.Select(Samples.Series(Samples.Ordered, Gen.Frequency((3, Gen.Int[0, 100]), (1, Gen.Int[600, 1200]))), Windows);

    private static double[] Window(double[] series, int last, int window) =>
        series[Math.Max(0, last + 1 - window)..(last + 1)];

    [Fact]
    public void Median_and_deviation_are_those_of_the_window() =>
        Cases.Sample((series, window) =>
        {
            var median = new RollingMedian(window);
            var deviation = new RollingMedianAbsoluteDeviation(window);
            for (int i = 0; i < series.Length; i++)
            {
                double[] held = Window(series, i, window);
                double expected = Median.InPlace([.. held]);
                Assert.Equal(expected, median.Add(series[i]));
                Assert.Equal(MedianAbsoluteDeviation.InPlace(held, out _), deviation.Add(series[i]));
                Assert.Equal(expected, deviation.Median);
                Assert.Equal((held.Length, held.Length), (median.Count, deviation.Count));
            }
        }, iter: 60);

    [Fact]
    public void Quantiles_are_those_of_the_window() =>
        Gen.Select(Cases, Gen.OneOf(Gen.Double[0, 1], Gen.OneOf(0.0, 0.25, 0.9, 1.0))).Sample((c, level) =>
        {
            var rolling = new RollingQuantile(c.Window, level);
            for (int i = 0; i < c.Series.Length; i++)
                Assert.Equal(Quantile.InPlace(Window(c.Series, i, c.Window), level), rolling.Add(c.Series[i]));
        }, iter: 60);

    [Fact]
    public void Runs_of_values_give_what_single_ones_give() =>
        Gen.Select(
            Samples.Series(Gen.Frequency((60, Samples.Ordered), (1, Gen.Const(double.NaN))), Gen.Frequency((3, Gen.Int[0, 120]), (1, Gen.Int[500, 900]))),
            Gen.Int[1, 20],
            Gen.OneOf(0.0, 0.5, 0.9, 1.0),
            Gen.Int[0, 900]).Sample((series, window, level, cut) =>
        {
            cut = Math.Min(cut, series.Length);
            var median = (One: new RollingMedian(window), Run: new RollingMedian(window));
            var quantile = (One: new RollingQuantile(window, level), Run: new RollingQuantile(window, level));
            var deviation = (One: new RollingMedianAbsoluteDeviation(window), Run: new RollingMedianAbsoluteDeviation(window));
            double[] medians = [.. series];
            double[] quantiles = [.. series];
            double[] deviations = [.. series];
            double[] same = new double[series.Length];
            foreach (Range part in new[] { ..cut, cut.. })
            {
                median.Run.Add(medians.AsSpan(part), medians.AsSpan(part));
                quantile.Run.Add(quantiles.AsSpan(part), quantiles.AsSpan(part));
                deviation.Run.Add(deviations.AsSpan(part), same.AsSpan(part), deviations.AsSpan(part));
            }

            Assert.Equal(series.Select(median.One.Add), medians);
            Assert.Equal(series.Select(quantile.One.Add), quantiles);
            Assert.Equal(series.Select(deviation.One.Add), deviations);
            Assert.Equal(medians, same);
            Assert.Equal((median.One.Value, quantile.One.Value), (median.Run.Value, quantile.Run.Value));

            // What comes after a run finds the same window as what comes after single values.
            Assert.Equal((median.One.Add(7), quantile.One.Add(7)), (median.Run.Add(7), quantile.Run.Add(7)));
        });

    [Fact]
    public void Few_levels_that_each_fill_more_than_a_band_are_told_apart() =>
        Gen.Select(Gen.Int[2, 9], Gen.Int[30, 300], Gen.Int[0, 1 << 20], Gen.Double[0, 1]).Sample((levels, window, seed, level) =>
        {
            var random = new Random(seed);
            double[] series = [.. Enumerable.Range(0, 900).Select(i => (double)random.Next(levels) + i / 300)];
            double[] results = new double[series.Length];
            new RollingQuantile(window, level).Add(series, results);
            for (int i = 0; i < series.Length; i += 3)
                Assert.Equal(Quantile.InPlace(Window(series, i, window), level), results[i]);
        }, iter: 60);

    [Fact]
    public void Medians_that_jump_between_two_groups_take_their_deviations_along() =>
        Gen.Select(Gen.Int[10, 200], Gen.Int[0, 1 << 20], Gen.OneOf(0.0, 1e-3, 1.0)).Sample((window, seed, noise) =>
        {
            var random = new Random(seed);
            double[] series = [.. Enumerable.Range(0, 500).Select(_ => random.Next(2) * 100 + noise * random.NextDouble())];
            double[] medians = new double[series.Length];
            double[] deviations = new double[series.Length];
            new RollingMedianAbsoluteDeviation(window).Add(series, medians, deviations);
            for (int i = 0; i < series.Length; i++)
            {
                Assert.Equal(Reference.Median(Window(series, i, window)), medians[i]);
                Assert.Equal(Reference.Mad(Window(series, i, window)), deviations[i]);
            }
        }, iter: 40);

    [Fact]
    public void Windows_around_the_widths_of_vectors_are_exact()
    {
        var random = new Random(5);
        for (int window = 1; window <= 70; window++)
        {
            double[] series = [.. Enumerable.Range(0, 4 * window + 40).Select(_ => random.NextDouble())];
            for (int length = 0; length < 3; length++)
            {
                double[] few = new double[length];
                new RollingMedian(window).Add(series.AsSpan(0, length), few);
                Assert.Equal(Enumerable.Range(0, length).Select(i => Reference.Median(Window(series, i, window))), few);
            }

            Span<double> medians = Offset.Copy(new double[series.Length], window % 8);
            new RollingMedian(window).Add(Offset.Copy(series, window % 7), medians);
            for (int i = 0; i < series.Length; i++)
                Assert.Equal(Reference.Median(Window(series, i, window)), medians[i]);
        }
    }

    [Fact]
    public void Trends_that_empty_blocks_on_one_side_and_fill_them_on_the_other_are_followed()
    {
        foreach (Func<int, double> shape in new Func<int, double>[] { i => i, i => -i, i => Math.Sin(i / 300.0), i => i / 500 % 2 * 1000 + i % 13 })
        {
            double[] series = [.. Enumerable.Range(0, 6000).Select(shape)];
            double[] medians = new double[series.Length];
            double[] same = new double[series.Length];
            double[] deviations = new double[series.Length];
            new RollingMedian(1000).Add(series, medians);
            new RollingMedianAbsoluteDeviation(1000).Add(series, same, deviations);
            Assert.Equal(medians, same);
            for (int i = 0; i < series.Length; i += 37)
            {
                Assert.Equal(Reference.Median(Window(series, i, 1000)), medians[i]);
                Assert.Equal(Reference.Mad(Window(series, i, 1000)), deviations[i]);
            }
        }
    }

    [Fact]
    public void Blocks_full_of_infinities_are_kept_apart_from_padding()
    {
        double[] values = [double.PositiveInfinity, 1, double.NegativeInfinity, double.PositiveInfinity, double.MaxValue];
        double[] series = [.. Enumerable.Range(0, 3000).Select(i => values[i / 190 % values.Length])];
        double[] medians = new double[series.Length];
        new RollingMedian(300).Add(series, medians);
        for (int i = 0; i < series.Length; i++)
            Assert.Equal(Median.InPlace(Window(series, i, 300)), medians[i]);
    }

    [Theory]
    [InlineData(5000)]
    [InlineData(20_000)]
    [InlineData(70_000)]
    public void Long_windows_are_followed(int window)
    {
        var random = new Random(window);
        double[] series = [.. Enumerable.Range(0, 2 * window).Select(_ => random.NextDouble())];
        double[] medians = new double[series.Length];
        new RollingMedian(window).Add(series, medians);
        for (int i = window / 3; i < series.Length; i += window / 4)
            Assert.Equal(Reference.Median(Window(series, i, window)), medians[i]);
    }

    [Fact]
    public void A_NaN_is_forgotten_when_it_leaves()
    {
        var median = new RollingMedian(3);
        var hampel = new HampelIdentifier(3, 0);
        double[] series = [1, 2, double.NaN, 4, 5, 6, 7];
        double[] expected = [1, 1.5, double.NaN, double.NaN, double.NaN, 5, 6];
        Assert.Equal(expected, Array.ConvertAll(series, median.Add));
        double[] scores = Array.ConvertAll(series, hampel.Add);
        Assert.Equal([true, false, true, true, true, true, false], scores.Select(double.IsNaN));
    }

    [Fact]
    public void Hampel_scores_compare_with_the_values_before() =>
        Gen.Select(Samples.Series(Samples.Moderate, Gen.Int[1, 80]), Gen.Int[1, 30], Gen.OneOf(0, 0.5)).Sample((series, window, floor) =>
        {
            double[] scores = new double[series.Length];
            new HampelIdentifier(window, floor).Add(series, scores);
            Assert.True(double.IsNaN(scores[0]));
            for (int i = 1; i < series.Length; i++)
            {
                double[] before = Window(series, i - 1, window);
                double apart = Math.Abs(series[i] - Reference.Median(before));
                double expected = apart == 0 ? 0 : apart / Math.Max(1.4826 * Reference.Mad(before), floor);
                Assert.Equal(expected, scores[i]);
            }
        });

    [Fact]
    public void Clearing_starts_anew()
    {
        var median = new RollingMedian(300);
        for (int i = 0; i < 1000; i++)
            median.Add(i);
        median.Clear();
        Assert.True(double.IsNaN(median.Value));
        Assert.Equal(3, median.Add(3));
        Assert.Equal(2, median.Add(1));

        var deviation = new RollingMedianAbsoluteDeviation(4);
        deviation.Add([1, double.NaN, 5.5], new double[3], new double[3]);
        deviation.Clear();
        Assert.True(double.IsNaN(deviation.Value) && double.IsNaN(deviation.Median));
        Assert.Equal(0, deviation.Add(3));
        Assert.Equal(1, deviation.Add(1));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("window", () => new RollingMedian(0));
        Assert.Throws<ArgumentOutOfRangeException>("level", () => new RollingQuantile(3, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>("floor", () => new HampelIdentifier(3, -1));
        Assert.Throws<ArgumentException>("deviations", () => new RollingMedianAbsoluteDeviation(3).Add(new double[2], new double[2], new double[3]));
    }

    [Fact]
    public void Allocate_nothing_after_construction()
    {
        var median = new RollingMedian(501);
        var shortest = new RollingMedian(7);
        var quantile = new RollingQuantile(40, 0.9);
        var deviation = new RollingMedianAbsoluteDeviation(101);
        var hampel = new HampelIdentifier(11, 0);
        var random = new Random(2);
        double sum = 0;
        double[] run = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble())];
        double[] results = new double[run.Length];
        float[] narrow = Array.ConvertAll(run, v => (float)v);
        Assert.Equal(0, Allocation.Of(() =>
        {
            median.Add(run, results);
            median.Add(narrow, narrow);
            shortest.Add(run, results);
            for (int i = 0; i < 1000; i++)
            {
                double value = random.NextDouble();
                sum += median.Add(value + i / 100) + quantile.Add(value) + deviation.Add(value);
                hampel.Add(value);
            }
        }));
        Assert.True(sum > 0);
    }
}
