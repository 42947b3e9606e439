using CsCheck;
using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.Coupling;

/// <summary>Pearson, Spearman and distance correlation, which share inputs and most of their promises.</summary>
public class CorrelationTests
{
    private static readonly Gen<(double[] First, double[] Second)> Pairs = Gen.Int[2, 120]
        .SelectMany(n => Gen.Select(Samples.Series(Samples.Moderate, Gen.Const(n)), Samples.Series(Samples.Moderate, Gen.Const(n))));

    [Fact]
    public void Pearson_agrees_with_the_sums() => Pairs.Sample((first, second) =>
        Agree(Slow(first, second), Pearson.Of(first, second), 1e-10));

    [Fact]
    public void Pearson_keeps_its_accuracy_beside_an_offset() => Gen.Int[2, 100].SelectMany(n => Gen.Select(Gen.Int[-9, 9].Array[n], Gen.Int[-9, 9].Array[n]))
        .Sample((first, second) => Agree(
            Slow([.. first.Select(x => (double)x)], [.. second.Select(x => (double)x)]),
            Pearson.Of([.. first.Select(x => x + 1e12)], [.. second.Select(x => x - 1e13)]),
            1e-9));

    [Fact]
    public void Spearman_is_Pearson_of_the_ranks() => Pairs.Sample((first, second) =>
        Agree(Slow(Ranks(first), Ranks(second)), new Spearman(first.Length).Of(first, second), 1e-12));

    [Fact]
    public void Spearman_sees_only_the_order() => Gen.Int[2, 100].SelectMany(n => Gen.Select(Gen.Int[-9, 9].Array[n], Gen.Int[-9, 9].Array[n]))
        .Sample((first, second) => Assert.Equal(
            new Spearman(100).Of([.. first.Select(x => (double)x)], [.. second.Select(x => (double)x)]),
            new Spearman(200).Of([.. first.Select(x => Math.Pow(x, 3))], [.. second.Select(x => Math.Exp(x))])));

    [Fact]
    public void Distance_correlation_agrees_with_the_matrices() => Pairs.Sample((first, second) =>
    {
        double[,] a = Centred(first);
        double[,] b = Centred(second);
        double xy = Sum(a, b), xx = Sum(a, a), yy = Sum(b, b);
        bool isConstant = first.Distinct().Count() == 1 || second.Distinct().Count() == 1;
        double expected = isConstant ? double.NaN : Math.Sqrt(Math.Max(0, xy / Math.Sqrt(xx * yy)));

        // The square is what both compute; a root of rounding is much larger than the rounding.
        Agree(expected * expected, Math.Pow(new DistanceCorrelation(first.Length).Of(first, second), 2), 1e-11);
    });

    [Fact]
    public void Distance_correlation_sees_what_no_line_can()
    {
        double[] first = [.. Enumerable.Range(-100, 201).Select(t => (double)t)];
        double[] second = [.. first.Select(x => x * x)];
        Assert.Equal(0, Pearson.Of(first, second), 1e-12);
        Assert.InRange(new DistanceCorrelation(201).Of(first, second), 0.4, 0.6);
        Assert.Equal(1, new DistanceCorrelation(201).Of(first, [.. first.Select(x => 3 - 2 * x)]), 1e-12);
    }

    [Fact]
    public void All_agree_with_SciPy()
    {
        double[] first = GoldenColumn.First(200);
        double[] second = GoldenColumn.Second(200);
        Assert.Equal(GoldenColumn.Of("correlations", 0)[0], Pearson.Of(first, second), 1e-13);
        Assert.Equal(GoldenColumn.Of("correlations", 1)[0], new Spearman(200).Of(first, second), 1e-13);
        Assert.Equal(GoldenColumn.Of("correlations", 2)[0], new Spearman(200).Of([.. first.Select(x => Math.Round(x))], [.. second.Select(x => Math.Round(x))]), 1e-13);
        Assert.Equal(GoldenColumn.Of("correlations", 3)[0], new DistanceCorrelation(200).Of(first, second), 1e-13);
    }

    [Fact]
    public void Cannot_tell_from_constants_too_few_and_what_is_not_finite()
    {
        foreach (double[] series in new[] { [], [1], [0.1, 0.1, 0.1], [1, double.NaN, 2], new[] { 1, double.PositiveInfinity, 2 } })
        {
            double[] other = [.. Enumerable.Range(0, series.Length).Select(t => (double)t)];
            foreach (var (a, b) in new[] { (series, other), (other, series) })
            {
                Assert.True(double.IsNaN(Pearson.Of(a, b)));
                Assert.True(double.IsNaN(new DistanceCorrelation(3).Of(a, b)));
                Assert.True(double.IsNaN(new Spearman(3).Of(a, b)) || series.Contains(double.PositiveInfinity));
            }
        }

        Assert.Equal(0.5, new Spearman(3).Of([1, double.PositiveInfinity, 2], [0, 1, 2]), 1e-12);
    }

    [Fact]
    public void Correlations_allocate_nothing()
    {
        double[] first = GoldenColumn.First(300);
        double[] second = GoldenColumn.Second(300);
        var spearman = new Spearman(300);
        var distance = new DistanceCorrelation(300);
        Assert.Equal(0, Allocation.Of(() => Pearson.Of(first, second)));
        Assert.Equal(0, Allocation.Of(() => spearman.Of(first, second)));
        Assert.Equal(0, Allocation.Of(() => distance.Of(first, second)));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentException>("second", () => Pearson.Of([1, 2], [1]));
        Assert.Throws<ArgumentOutOfRangeException>("capacity", () => new Spearman(0));
        Assert.Throws<ArgumentException>("first", () => new Spearman(2).Of(new double[3], new double[3]));
        Assert.Throws<ArgumentException>("second", () => new Spearman(3).Of(new double[3], new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>("capacity", () => new DistanceCorrelation(0));
        Assert.Throws<ArgumentException>("first", () => new DistanceCorrelation(2).Of(new double[3], new double[3]));
        Assert.Throws<ArgumentException>("second", () => new DistanceCorrelation(3).Of(new double[3], new double[2]));
    }

    private static void Agree(double expected, double actual, double tolerance)
    {
        if (double.IsNaN(expected))
            Assert.True(double.IsNaN(actual), $"{actual} in place of NaN");
        else
            Assert.Equal(expected, actual, tolerance);
    }

    private static double Slow(double[] first, double[] second)
    {
        if (first.Distinct().Count() == 1 || second.Distinct().Count() == 1)
            return double.NaN;
        double[] x = [.. first.Select(v => v - first.Average())];
        double[] y = [.. second.Select(v => v - second.Average())];
        return x.Zip(y, (a, b) => a * b).Sum() / Math.Sqrt(x.Sum(v => v * v) * y.Sum(v => v * v));
    }

    private static double[] Ranks(double[] series) =>
        [.. series.Select(x => series.Count(v => v < x) + (series.Count(v => v == x) - 1) / 2.0)];

    private static double[,] Centred(double[] series)
    {
        int n = series.Length;
        double[] means = [.. series.Select(x => series.Average(v => Math.Abs(v - x)))];
        var matrix = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                matrix[i, j] = Math.Abs(series[i] - series[j]) - means[i] - means[j] + means.Average();
        }

        return matrix;
    }

    private static double Sum(double[,] a, double[,] b) => a.Cast<double>().Zip(b.Cast<double>(), (x, y) => x * y).Sum();
}
