using CsCheck;

namespace Feedline.Signals.Tests.Robust;

public class RobustTests
{
    private static readonly Gen<double[]> Values = Samples.Series(Samples.Moderate, Gen.Int[2, 60]);

    private static double[] Room(int n) => new double[Math.Max(n, n * (n - 1) / 2)];

    /// <summary>Values of every kind that has distances; huge ones may be infinitely far apart.</summary>
    private static readonly Gen<double[]> Finite =
        Samples.Series(Samples.Ordered.Select(v => double.IsFinite(v) ? v : 7), Gen.Int[2, 80]);

    // The published factors for few values, from two values on.
    private static readonly double[] QnFew = [0.399, 0.994, 0.512, 0.844, 0.611, 0.857, 0.669, 0.872];
    private static readonly double[] SnFew = [0.743, 1.851, 0.954, 1.351, 0.993, 1.198, 1.005, 1.131];

    private static double QnFactor(int n) => 2.2219 * (n < 10 ? QnFew[n - 2] : n / (n + (n % 2 == 0 ? 3.8 : 1.4)));

    private static double SnFactor(int n) => 1.1926 * (n < 10 ? SnFew[n - 2] : n % 2 == 0 ? 1 : n / (n - 0.9));

    [Fact]
    public void Qn_is_the_defining_order_statistic() =>
        Gen.Select(Finite, Gen.Int[0, 8]).Sample((values, offset) =>
        {
            double[] pairs = [.. from i in Enumerable.Range(0, values.Length) from j in Enumerable.Range(0, i) select Math.Abs(values[i] - values[j])];
            int h = values.Length / 2 + 1;
            double expected = pairs.Order().ElementAt(h * (h - 1) / 2 - 1);
            Assert.Equal(QnFactor(values.Length) * expected, QnScale.Of(Offset.Copy(values, offset), new double[values.Length]));
        });

    [Fact]
    public void Sn_is_the_median_of_median_distances() =>
        Gen.Select(Finite, Gen.Int[0, 8]).Sample((values, offset) =>
        {
            int n = values.Length;
            double[] distances = [.. values.Select(v => values.Select(w => Math.Abs(v - w)).Order().ElementAt(n / 2))];
            double expected = distances.Order().ElementAt((n + 1) / 2 - 1);
            Assert.Equal(SnFactor(n) * expected, SnScale.Of(Offset.Copy(values, offset), new double[2 * n]));
        });

    [Fact]
    public void Scales_estimate_the_deviation_of_normal_data_however_few_values()
    {
        var random = new Random(3);
        foreach (int n in (int[])[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20, 21, 200])
        {
            int draws = 400_000 / n;
            double[] values = new double[n];
            double[] scratch = new double[2 * n];
            double qn = 0, sn = 0;
            for (int draw = 0; draw < draws; draw++)
            {
                foreach (ref double value in values.AsSpan())
                    value = 7 + 5 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                qn += QnScale.Of(values, scratch) / draws;
                sn += SnScale.Of(values, scratch) / draws;
            }

            // Twice the published factors' own accuracy, and six standard errors of this mean.
            double room = 5 * (0.01 + 6 / Math.Sqrt(400_000));
            Assert.Equal(5, qn, room);
            Assert.Equal(5, sn, room);
        }
    }

    [Fact]
    public void Theil_Sen_is_the_median_of_pairwise_slopes() =>
        Gen.Select(Values, Gen.Int[-20, 20].Array[60]).Sample((y, places) =>
        {
            double[] x = [.. places.Take(y.Length).Select(v => (double)v)];
            double[] slopes =
            [
                .. from i in Enumerable.Range(0, x.Length) from j in Enumerable.Range(0, i) where x[i] != x[j]
                   select (y[i] - y[j]) / (x[i] - x[j]),
            ];
            double slope = Reference.Median(slopes);
            RobustLine line = TheilSen.Fit(x, y, Room(x.Length));
            Assert.Equal(slope, line.Slope);
            Assert.Equal(Reference.Median(x.Select((v, i) => y[i] - slope * v)), line.Intercept, 1e-9);
        });

    [Fact]
    public void Outliers_do_not_move_the_line()
    {
        double[] x = [.. Enumerable.Range(0, 50).Select(i => (double)i)];
        double[] y = [.. x.Select(v => v % 5 == 0 ? 1e9 : 3 + 2 * v)];
        Assert.Equal(new RobustLine(2, 3), TheilSen.Fit(x, y, Room(50)));
    }

    [Fact]
    public void What_cannot_be_estimated_is_NaN()
    {
        Assert.True(double.IsNaN(SnScale.Of([1], new double[2])));
        Assert.True(double.IsNaN(SnScale.Of([1, double.NegativeInfinity], new double[4])));
        Assert.Equal(0, SnScale.Of([4, 4, 4], new double[6]));
        Assert.True(double.IsNaN(QnScale.Of([1], new double[1])));
        Assert.True(double.IsNaN(QnScale.Of([1, double.NaN], new double[2])));
        Assert.Equal(0, QnScale.Of([4, 4, 4], new double[3]));
        RobustLine vertical = TheilSen.Fit([1, 1], [2, 3], new double[2]);
        Assert.True(double.IsNaN(vertical.Slope) && double.IsNaN(vertical.Intercept));
        Assert.True(double.IsNaN(TheilSen.Fit([1, 2], [double.NaN, 3], new double[2]).Slope));
        Assert.True(double.IsNaN(TheilSen.Fit([], [], []).Slope));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>("scratch", () => QnScale.Of(new double[5], new double[4]));
        Assert.Throws<ArgumentException>("scratch", () => SnScale.Of(new double[5], new double[9]));
        Assert.Throws<ArgumentException>("scratch", () => TheilSen.Fit(new double[5], new double[5], new double[9]));
        Assert.Throws<ArgumentException>("y", () => TheilSen.Fit([1, 2], [1], new double[2]));
    }

    [Fact]
    public void Allocate_nothing()
    {
        double[] x = [.. Enumerable.Range(0, 100).Select(i => (double)i)];
        double[] y = [.. x.Select(v => v * v)];
        double[] room = Room(100);
        double sum = 0;
        Assert.Equal(0, Allocation.Of(() => sum += QnScale.Of(y, room) + SnScale.Of(y, room) + TheilSen.Fit(x, y, room).Slope));
        Assert.True(sum > 0);
    }
}
