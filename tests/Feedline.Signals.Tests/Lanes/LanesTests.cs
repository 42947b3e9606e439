using CsCheck;

namespace Feedline.Signals.Tests.Lanes;

/// <summary>Many series side by side against one object per series.</summary>
public class LanesTests
{
    private static readonly Gen<double[][]> Rows = Gen.Select(Gen.Int[1, 20], Gen.Int[1, 60])
        .SelectMany((lanes, rows) => Gen.Frequency((20, Samples.Moderate), (1, Gen.Const(double.NaN)), (1, Gen.Const(double.PositiveInfinity)))
            .Array[lanes].Array[rows]);

    [Fact]
    public void Rolling_moments_are_those_of_each_series() =>
        Gen.Select(Rows, Gen.Int[1, 20], Gen.OneOf(0, 1e6)).Sample((rows, window, offset) =>
        {
            var lanes = new RollingVarianceLanes(rows[0].Length, window);
            RollingVariance[] single = [.. rows[0].Select(_ => new RollingVariance(window))];
            foreach (double[] row in rows)
            {
                double[] values = Array.ConvertAll(row, v => v + offset);
                lanes.Add(values);
                for (int i = 0; i < values.Length; i++)
                {
                    single[i].Add(values[i]);
                    AssertClose(single[i].Variance, lanes.Variances[i], 1e-9);
                    AssertClose(single[i].Mean, lanes.Means[i], 1e-12);
                    Assert.Equal(single[i].Count, lanes.Count);
                }
            }
        });

    [Fact]
    public void Exponential_averages_are_those_of_each_series() =>
        Gen.Select(Rows, Gen.Double[0.05, 0.99]).Sample((rows, alpha) =>
        {
            var lanes = new ExponentialAverageLanes(rows[0].Length, alpha);
            ExponentialAverage[] single = [.. rows[0].Select(_ => new ExponentialAverage(alpha))];
            foreach (double[] row in rows)
            {
                lanes.Add(row);
                for (int i = 0; i < row.Length; i++)
                {
                    single[i].Add(row[i]);
                    AssertClose(single[i].Mean, lanes.Means[i], 1e-12);
                    if (double.IsFinite(single[i].Mean))
                        AssertClose(single[i].Variance, lanes.Variances[i], 1e-12);
                }
            }
        });

    [Fact]
    public void Rows_of_floats_are_those_of_the_same_doubles() =>
        Gen.Select(Rows, Gen.Int[1, 20]).Sample((rows, window) =>
        {
            int lanes = rows[0].Length;
            var rolling = (new RollingVarianceLanes(lanes, window), new RollingVarianceLanes(lanes, window));
            var average = (new ExponentialAverageLanes(lanes, 0.3), new ExponentialAverageLanes(lanes, 0.3));
            foreach (double[] row in rows)
            {
                float[] narrow = Array.ConvertAll(row, v => (float)v);
                double[] wide = Array.ConvertAll(narrow, v => (double)v);
                rolling.Item1.Add(narrow);
                rolling.Item2.Add(wide);
                average.Item1.Add(narrow);
                average.Item2.Add(wide);
                Assert.Equal(rolling.Item2.Means, rolling.Item1.Means);
                Assert.Equal(rolling.Item2.Variances, rolling.Item1.Variances);
                Assert.Equal(average.Item2.Means, average.Item1.Means);
                Assert.Equal(average.Item2.Variances, average.Item1.Variances);
            }
        });

    [Fact]
    public void Clearing_starts_anew()
    {
        var rolling = new RollingVarianceLanes(3, 4);
        var average = new ExponentialAverageLanes(3, 0.5);
        for (int i = 0; i < 10; i++)
        {
            rolling.Add([i, double.NaN, double.PositiveInfinity]);
            average.Add([i, i, double.PositiveInfinity]);
        }

        rolling.Clear();
        average.Clear();
        Assert.All(rolling.Means.ToArray().Concat(average.Means.ToArray()), mean => Assert.True(double.IsNaN(mean)));
        rolling.Add([1, 2, 3]);
        average.Add([1, 2, 3]);
        Assert.Equal([1, 2, 3], rolling.Means.ToArray());
        Assert.Equal([0, 0, 0], rolling.Variances.ToArray());
        Assert.Equal([1, 2, 3], average.Means.ToArray());
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("lanes", () => new RollingVarianceLanes(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>("window", () => new RollingVarianceLanes(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => new ExponentialAverageLanes(3, 0));
        Assert.Throws<ArgumentException>("row", () => new ExponentialAverageLanes(3, 1).Add(new double[2]));
    }

    [Fact]
    public void Allocate_nothing_after_construction()
    {
        var rolling = new RollingVarianceLanes(33, 7);
        var average = new ExponentialAverageLanes(33, 0.5);
        double[] row = [.. Enumerable.Range(0, 33).Select(i => (double)i)];
        float[] narrow = Array.ConvertAll(row, v => (float)v);
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (int i = 0; i < 20; i++)
            {
                rolling.Add(row);
                average.Add(row);
                rolling.Add(narrow);
                average.Add(narrow);
            }
        }));
        Assert.Equal(32, average.Means[32]);
    }

    private static void AssertClose(double expected, double actual, double tolerance)
    {
        if (double.IsFinite(expected))
            Assert.Equal(expected, actual, tolerance * (1 + Math.Abs(expected)));
        else
            Assert.False(double.IsFinite(actual));
    }
}
