using CsCheck;

namespace Feedline.Signals.Tests.Rolling;

/// <summary>Runs of floats give what the same values give one by one as doubles, rounded once.</summary>
public class RollingFloatTests
{
    private static readonly Gen<float> Values = Gen.Frequency(
        (12, Gen.Single[-1e3f, 1e3f]),
        (4, Gen.Int[-3, 3].Select(i => (float)i)),
        (1, Gen.OneOf(0f, -0f, float.Epsilon, -1e-40f, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN)));

    private static readonly Gen<(float[] Series, int Window)> Cases =
        Gen.Select(Gen.Frequency((6, Gen.Int[0, 90]), (1, Gen.Int[200, 300])).SelectMany(n => Values.Array[n]), Gen.Int[1, 80]);

    [Fact]
    public void One_result_each() =>
        Cases.Sample((series, window) =>
        {
            var mean = (new RollingMean(window), new RollingMean(window));
            var minimum = (new RollingMinimum(window), new RollingMinimum(window));
            var maximum = (new RollingMaximum(window), new RollingMaximum(window));
            var median = (new RollingMedian(window), new RollingMedian(window));
            var quantile = (new RollingQuantile(window, 0.9), new RollingQuantile(window, 0.9));
            var hampel = (new HampelIdentifier(window, 0.5), new HampelIdentifier(window, 0.5));
            AssertSame(mean.Item1.Add, mean.Item2.Add, series);
            AssertSame(minimum.Item1.Add, minimum.Item2.Add, series);
            AssertSame(maximum.Item1.Add, maximum.Item2.Add, series);
            AssertSame(median.Item1.Add, median.Item2.Add, series);
            AssertSame(quantile.Item1.Add, quantile.Item2.Add, series);
            AssertSame(hampel.Item1.Add, hampel.Item2.Add, series);
            Assert.Equal(
                [mean.Item1.Value, minimum.Item1.Value, maximum.Item1.Value, median.Item1.Value, quantile.Item1.Value],
                [mean.Item2.Value, minimum.Item2.Value, maximum.Item2.Value, median.Item2.Value, quantile.Item2.Value]);
        });

    [Fact]
    public void Two_results_each() =>
        Cases.Sample((series, window) =>
        {
            var variance = (new RollingVariance(window), new RollingVariance(window));
            var deviation = (new RollingMedianAbsoluteDeviation(window), new RollingMedianAbsoluteDeviation(window));
            var average = (new ExponentialAverage(0.25), new ExponentialAverage(0.25));
            AssertSame(variance.Item1.Add, v => (variance.Item2.Add(v), variance.Item2.Mean), series, isVarianceFirst: true);
            AssertSame(deviation.Item1.Add, v => (deviation.Item2.Add(v), deviation.Item2.Median), series, isVarianceFirst: true);
            AssertSame(average.Item1.Add, v => (average.Item2.Add(v), average.Item2.Variance), series, isVarianceFirst: false);
        });

    [Fact]
    public void Rates() =>
        Cases.Sample((series, window) =>
        {
            double[] times = [.. series.Select((_, i) => 1e9 + i * 0.125)];
            float[] actual = new float[series.Length];
            new RollingRate(window + 1).Add(times, series, actual);
            var rate = new RollingRate(window + 1);
            Assert.Equal(series.Select((v, i) => (float)rate.Add(times[i], v)), actual);
        });

    [Fact]
    public void Lengths_must_agree()
    {
        float[] three = new float[3];
        float[] two = new float[2];
        Assert.Throws<ArgumentException>("results", () => new RollingMean(2).Add(three, two));
        Assert.Throws<ArgumentException>("results", () => new RollingMinimum(2).Add(three, two));
        Assert.Throws<ArgumentException>("results", () => new RollingMaximum(2).Add(three, two));
        Assert.Throws<ArgumentException>("medians", () => new RollingMedian(2).Add(three, two));
        Assert.Throws<ArgumentException>("results", () => new RollingQuantile(2, 0).Add(three, two));
        Assert.Throws<ArgumentException>("scores", () => new HampelIdentifier(2, 0).Add(three, two));
        Assert.Throws<ArgumentException>("variances", () => new RollingVariance(2).Add(three, three, two));
        Assert.Throws<ArgumentException>("medians", () => new RollingMedianAbsoluteDeviation(2).Add(three, two, three));
        Assert.Throws<ArgumentException>("means", () => new ExponentialAverage(1).Add(three, two, three));
        Assert.Throws<ArgumentException>("values", () => new RollingRate(2).Add(new double[2], three, two));
    }

    private delegate void Run(ReadOnlySpan<float> values, Span<float> results);

    private delegate void RunOfTwo(ReadOnlySpan<float> values, Span<float> first, Span<float> second);

    private static void AssertSame(Run run, Func<double, double> one, float[] series)
    {
        float[] actual = [.. series];
        run(actual, actual);
        Assert.Equal(series.Select(v => (float)one(v)), actual);
    }

    private static void AssertSame(RunOfTwo run, Func<double, (double Result, double Other)> one, float[] series, bool isVarianceFirst)
    {
        float[] first = new float[series.Length];
        float[] second = [.. series];
        run(second, first, second);
        (double Result, double Other)[] expected = [.. series.Select(v => one(v))];
        Assert.Equal(expected.Select(e => (float)(isVarianceFirst ? e.Other : e.Result)), first);
        Assert.Equal(expected.Select(e => (float)(isVarianceFirst ? e.Result : e.Other)), second);
    }
}
