using CsCheck;

namespace Feedline.Signals.Tests.Robust;

public class RobustTests
{
    private static readonly Gen<double[]> Values = Samples.Series(Samples.Moderate, Gen.Int[2, 60]);

    private static double[] Room(int n) => new double[Math.Max(n, n * (n - 1) / 2)];

    [Fact]
    public void Qn_is_the_defining_order_statistic() =>
        Values.Sample(values =>
        {
            double[] pairs = [.. from i in Enumerable.Range(0, values.Length) from j in Enumerable.Range(0, i) select Math.Abs(values[i] - values[j])];
            int h = values.Length / 2 + 1;
            Assert.Equal(2.2219 * pairs.Order().ElementAt(h * (h - 1) / 2 - 1), QnScale.Of(values, Room(values.Length)));
        });

    [Fact]
    public void Qn_estimates_the_deviation_of_normal_data()
    {
        var random = new Random(3);
        double[] normal = [.. Enumerable.Range(0, 2000).Select(_ => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) * 5)];
        Assert.Equal(5, QnScale.Of(normal, Room(2000)), 0.3);
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
        Assert.Throws<ArgumentException>("scratch", () => QnScale.Of(new double[5], new double[9]));
        Assert.Throws<ArgumentException>("y", () => TheilSen.Fit([1, 2], [1], new double[2]));
    }

    [Fact]
    public void Allocate_nothing()
    {
        double[] x = [.. Enumerable.Range(0, 100).Select(i => (double)i)];
        double[] y = [.. x.Select(v => v * v)];
        double[] room = Room(100);
        double sum = 0;
        Assert.Equal(0, Allocation.Of(() => sum += QnScale.Of(y, room) + TheilSen.Fit(x, y, room).Slope));
        Assert.True(sum > 0);
    }
}
