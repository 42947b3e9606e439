using CsCheck;
using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.MatrixProfiles;

public class MatrixProfileTests
{
    // Rounded, so that constant stretches come up; far from the origin and with holes now and then.
    private static readonly Gen<double[]> Series = Gen.Select(
        Gen.Frequency((2, Gen.Double[-10, 10]), (2, Gen.Int[-1, 1].Select(i => (double)i))).SelectMany(v => Gen.Frequency(
            (3, Gen.Double[-10, 10]), (3, Gen.Int[0, 1].Select(i => (double)i)), (3, Gen.Const(v)))).Array[0, 150],
        Gen.OneOf(0, 0, 1e6), Gen.Int[0, 600], Gen.OneOf(double.NaN, double.PositiveInfinity),
        (series, offset, hole, missing) =>
        {
            double[] values = Array.ConvertAll(series, v => Math.Round(v, 3) + offset);
            if (hole < values.Length)
                values[hole] = missing;
            return values;
        });

    [Fact]
    public void One_series_equals_all_pairs() => Gen.Select(Series, Gen.Int[2, 20]).Sample((series, m) =>
    {
        var profile = new MatrixProfile(m, Math.Max(m, series.Length + 5));
        profile.Join(series);
        int exclusion = (m + 3) / 4;
        Assert.Equal(Math.Max(0, series.Length - m + 1), profile.Count);
        Check(series, series, m, profile.Distances, profile.Neighbours, (i, j) => Math.Abs(i - j) > exclusion);
        Check(series, series, m, profile.LeftDistances, profile.LeftNeighbours, (i, j) => i - j > exclusion);
    }, iter: 300);

    [Fact]
    public void Two_series_equal_all_pairs() => Gen.Select(Series, Series, Gen.Int[2, 20]).Sample((series, other, m) =>
    {
        var profile = new MatrixProfile(m, Math.Max(m, Math.Max(series.Length, other.Length)));
        profile.Join(series, other);
        Check(series, other, m, profile.Distances, profile.Neighbours, (_, _) => true);
        Assert.True(profile.LeftDistances.IsEmpty && profile.LeftNeighbours.IsEmpty);
    }, iter: 300);

    [Fact]
    public void Stays_exact_over_several_chunks_and_past_a_huge_value()
    {
        const int M = 24;
        double[] series = Walk(9_000);
        series[10] = 1e7;
        var profile = new MatrixProfile(M, 9_000);
        profile.Join(series);
        foreach (int i in new[] { 0, 100, 4_095, 4_096, 6_000, 8_976 })
        {
            double nearest = Enumerable.Range(0, profile.Count).Where(j => Math.Abs(i - j) > 6)
                .Min(j => NaiveProfile.Distance(series.AsSpan(i, M), series.AsSpan(j, M)));
            Assert.Equal(nearest, profile.Distances[i], i is > 10 and < 4_096 ? 1e-2 : 1e-5);
        }
    }

    [Fact]
    public void The_strange_window_is_the_discord_and_the_repeated_one_the_motif()
    {
        double[] series = [.. Enumerable.Range(0, 1_000).Select(i => Math.Sin(i * 0.2) + 0.05 * Math.Cos(i * i))];
        for (int i = 0; i < 20; i++)
        {
            series[600 + i] = i % 2;
            series[200 + i] = series[800 + i] = i * i * 0.01;
        }

        var profile = new MatrixProfile(20, 1_000);
        profile.Join(series);
        int[] starts = new int[2];
        int[] neighbours = new int[2];
        Assert.Equal(2, profile.Motifs(starts, neighbours));
        Assert.Equal((200, 800), (Math.Min(starts[0], neighbours[0]), Math.Max(starts[0], neighbours[0])));
        Assert.Equal(2, profile.Discords(starts));
        Assert.InRange(starts[0], 585, 615);
        Assert.True(Math.Abs(starts[0] - starts[1]) >= 20);
    }

    [Fact]
    public void Equals_all_pairs_in_Python()
    {
        var profile = new MatrixProfile(12, 150);
        profile.Join(GoldenColumn.First(150));
        GoldenColumn.Agree(GoldenTable.Column("changes-profile", 0), profile.Distances.ToArray(), 1e-6);
        GoldenColumn.Agree(GoldenTable.Column("changes-profile", 1), profile.LeftDistances.ToArray(), 1e-6);
        profile.Join(GoldenColumn.First(150), GoldenColumn.Second(100));
        GoldenColumn.Agree(GoldenTable.Column("changes-profile", 2), profile.Distances.ToArray(), 1e-6);
    }

    [Fact]
    public void Floats_give_what_doubles_give()
    {
        float[] series = [.. GoldenColumn.First(90).Select(x => (float)x)];
        float[] other = [.. GoldenColumn.Second(70).Select(x => (float)x)];
        var profile = new MatrixProfile(9, 90);
        var expected = new MatrixProfile(9, 90);
        profile.Join(series);
        expected.Join(Array.ConvertAll(series, x => (double)x));
        Assert.Equal(expected.Distances, profile.Distances);
        Assert.Equal(expected.LeftNeighbours, profile.LeftNeighbours);
        profile.Join(series, other);
        expected.Join(Array.ConvertAll(series, x => (double)x), Array.ConvertAll(other, x => (double)x));
        Assert.Equal(expected.Distances, profile.Distances);
        Assert.Throws<ArgumentException>("series", () => profile.Join(new float[91]));
        Assert.Throws<ArgumentException>("other", () => profile.Join(series, new float[91]));
        Assert.Equal(0, Allocation.Of(() =>
        {
            profile.Join(series);
            profile.Join(series, other);
        }));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("window", () => new MatrixProfile(1, 10));
        Assert.Throws<ArgumentOutOfRangeException>("capacity", () => new MatrixProfile(5, 4));
        var profile = new MatrixProfile(4, 10);
        Assert.Throws<ArgumentException>("series", () => profile.Join(new double[11]));
        Assert.Throws<ArgumentException>("other", () => profile.Join(new double[9], new double[11]));
        Assert.Throws<ArgumentException>("neighbours", () => profile.Motifs(new int[2], new int[1]));
        profile.Join(Array.Empty<double>());
        Assert.Equal((0, 0), (profile.Count, profile.Discords(new int[3])));
    }

    [Fact]
    public void Allocates_nothing_after_construction()
    {
        double[] series = Walk(300);
        var profile = new MatrixProfile(10, 300);
        int[] starts = new int[3];
        int[] neighbours = new int[3];
        Assert.Equal(0, Allocation.Of(() =>
        {
            profile.Join(series);
            profile.Discords(starts);
            profile.Join(series, series);
            profile.Motifs(starts, neighbours);
        }));
        Assert.All(profile.Distances.ToArray(), distance => Assert.Equal(0, distance, 1e-5));
    }

    internal static double[] Walk(int length)
    {
        var random = new Random(5);
        double level = 0;
        return [.. Enumerable.Range(0, length).Select(_ => level += random.NextDouble() - 0.5)];
    }

    private static void Check(
        double[] series, double[] other, int m, ReadOnlySpan<double> distances, ReadOnlySpan<int> neighbours, Func<int, int, bool> isPair)
    {
        for (int i = 0; i < distances.Length; i++)
        {
            double nearest = double.NaN;
            for (int j = 0; j + m <= other.Length; j++)
            {
                double distance = isPair(i, j) ? NaiveProfile.Distance(series.AsSpan(i, m), other.AsSpan(j, m)) : double.NaN;
                nearest = nearest <= distance ? nearest : double.IsNaN(distance) ? nearest : distance;
            }

            Assert.Equal(double.IsNaN(nearest), double.IsNaN(distances[i]));
            Assert.Equal(double.IsNaN(nearest), neighbours[i] < 0);
            if (double.IsNaN(nearest))
                continue;

            // Correlations are what is exact; a distance near 0 has half their digits.
            Assert.Equal(nearest * nearest / (2 * m), distances[i] * distances[i] / (2 * m), 1e-7);
            double there = NaiveProfile.Distance(series.AsSpan(i, m), other.AsSpan(neighbours[i], m));
            Assert.True(isPair(i, neighbours[i]));
            Assert.Equal(nearest * nearest / (2 * m), there * there / (2 * m), 1e-7);
        }
    }
}
