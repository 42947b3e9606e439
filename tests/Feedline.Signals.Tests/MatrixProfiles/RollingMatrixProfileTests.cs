using CsCheck;

namespace Feedline.Signals.Tests.MatrixProfiles;

public class RollingMatrixProfileTests
{
    private static readonly Gen<double> Value = Gen.Frequency(
        (60, Gen.Double[-10, 10]), (60, Gen.Int[0, 1].Select(i => (double)i)), (1, Gen.Const(double.NaN)));

    [Fact]
    public void Distance_is_that_of_the_nearest_earlier_window_held() =>
        Gen.Select(Gen.Frequency((1, Value.Array[1, 250]), (1, Gen.Double[-5, 5].Array[1, 250]), (1, Gen.Int[0, 1].Select(i => (double)i).Array[1, 250])),
            Gen.Int[2, 8], Gen.Int[0, 60]).Sample((raw, m, extra) =>
        {
            double[] series = Array.ConvertAll(raw, v => Math.Round(v, 3));
            var stream = new RollingMatrixProfile(m, m + extra);
            int exclusion = (m + 3) / 4;
            for (int end = 1; end <= series.Length; end++)
            {
                double distance = stream.Add(series[end - 1]);
                int latest = end - m;
                double nearest = double.NaN;
                for (int j = Math.Max(0, latest - extra); j < latest - exclusion; j++)
                {
                    double d = NaiveProfile.Distance(series.AsSpan(latest, m), series.AsSpan(j, m));
                    nearest = nearest <= d || double.IsNaN(d) ? nearest : d;
                }

                Assert.Equal(double.IsNaN(nearest), double.IsNaN(distance));
                Assert.Equal(double.IsNaN(nearest), stream.NeighbourAge == 0);
                if (double.IsNaN(nearest))
                    continue;
                Assert.Equal(nearest * nearest / (2 * m), distance * distance / (2 * m), 1e-7);
                double there = NaiveProfile.Distance(series.AsSpan(latest, m), series.AsSpan(latest - stream.NeighbourAge, m));
                Assert.Equal(nearest * nearest / (2 * m), there * there / (2 * m), 1e-7);
            }
        }, iter: 300);

    [Fact]
    public void A_huge_value_is_forgotten()
    {
        double[] series = MatrixProfileTests.Walk(1_000);
        var spoiled = new RollingMatrixProfile(10, 100);
        spoiled.Add(1);
        spoiled.Add(1e9);
        var clean = new RollingMatrixProfile(10, 100);
        double[] expected = new double[1_000];
        double[] actual = new double[1_000];
        clean.Add(series, expected);
        spoiled.Add(series, actual);
        for (int i = 400; i < 1_000; i++)
            Assert.Equal(expected[i], actual[i], 1e-5);
    }

    [Fact]
    public void Clearing_starts_anew()
    {
        double[] series = MatrixProfileTests.Walk(120);
        var stream = new RollingMatrixProfile(6, 50);
        double[] first = new double[120];
        double[] second = new double[120];
        stream.Add(series, first);
        stream.Clear();
        Assert.Equal((double.NaN, 0), (stream.Distance, stream.NeighbourAge));
        stream.Add(series, second);
        Assert.All(Enumerable.Range(0, 120), i => Assert.Equal(first[i], second[i], 1e-5));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("window", () => new RollingMatrixProfile(1, 10));
        Assert.Throws<ArgumentOutOfRangeException>("history", () => new RollingMatrixProfile(5, 4));
        Assert.Throws<ArgumentException>("distances", () => new RollingMatrixProfile(2, 5).Add([1], []));
    }

    [Fact]
    public void Allocates_nothing_after_construction()
    {
        var stream = new RollingMatrixProfile(6, 50);
        double[] series = MatrixProfileTests.Walk(170);
        Assert.Equal(0, Allocation.Of(() => stream.Add(series, series)));
    }
}
