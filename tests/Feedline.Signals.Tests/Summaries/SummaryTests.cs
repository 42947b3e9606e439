using CsCheck;

namespace Feedline.Signals.Tests.Summaries;

public class SummaryTests
{
    private static readonly Gen<int> Lengths = Gen.Frequency((8, Gen.Int[1, 70]), (1, Gen.Int[4000, 4200]), (1, Gen.Int[8100, 12500]));

    [Fact]
    public void Agrees_with_the_definitions() =>
        Gen.Select(Samples.Series(Samples.Moderate, Lengths), Gen.Int[0, 8], Samples.Moderate).Sample((series, offset, threshold) =>
        {
            SummaryStatistics actual = Summary.Of(Offset.Copy(series, offset), threshold);
            double mean = series.Average();
            double squares = series.Sum(v => (v - mean) * (v - mean));
            Assert.Equal(series.Length, actual.Count);
            Assert.Equal(mean, actual.Mean, 1e-12 * (1 + series.Max(Math.Abs)));
            Assert.Equal(squares, actual.SquaredDeviations, 1e-11 * squares + 1e-24 * series.Length * series.Max(v => v * v));
            Assert.Equal(series.Min(), actual.Min);
            Assert.Equal(series.Max(), actual.Max);
            Assert.Equal(series.Count(v => v > threshold), actual.AboveCount);
        });

    [Fact]
    public void Keeps_the_variance_beside_a_large_offset() =>
        Gen.Select(Lengths.SelectMany(n => Gen.Int[-1000, 1000].Array[n]), Gen.OneOf(1e9, -1e9, 1e12)).Sample((steps, offset) =>
        {
            // Multiples of 1/8 are exact beside the offset, so the small series has the very same deviations.
            double[] small = Array.ConvertAll(steps, s => s / 8.0);
            double mean = small.Average();
            double squares = small.Sum(v => (v - mean) * (v - mean));
            double actual = Summary.Of(Array.ConvertAll(small, v => offset + v)).SquaredDeviations;
            Assert.Equal(squares, actual, 1e-9 * squares + 1e-7);
        });

    [Fact]
    public void A_constant_has_itself_as_mean_and_no_variance() =>
        Gen.Select(Gen.Double[-1e300, 1e300], Lengths).Sample((value, n) =>
        {
            SummaryStatistics actual = Summary.Of(Enumerable.Repeat(value, n).ToArray());
            Assert.Equal(value, actual.Mean);
            Assert.Equal(0, actual.Variance);
        });

    [Fact]
    public void Floats_agree_with_doubles() =>
        Gen.Select(Samples.Series(Samples.Moderate, Lengths), Gen.Int[0, 16]).Sample((series, offset) =>
        {
            float[] floats = Array.ConvertAll(series, v => (float)v);
            SummaryStatistics expected = Summary.Of(Array.ConvertAll(floats, f => (double)f), 1.5);
            SummaryStatistics actual = Summary.Of(Offset.Copy(floats, offset), 1.5f);
            double scale = Math.Max(Math.Abs(expected.Min), Math.Abs(expected.Max));
            Assert.Equal(expected.Mean, actual.Mean, 1e-5 * scale);
            Assert.Equal(expected.SquaredDeviations, actual.SquaredDeviations, 1e-4 * expected.SquaredDeviations + 1e-9);
            Assert.Equal((expected.Min, expected.Max, expected.AboveCount), (actual.Min, actual.Max, actual.AboveCount));
        });

    [Fact]
    public void Hard_floats_agree_with_the_same_doubles() =>
        Gen.Select(Samples.Series(Samples.OrderedFloats, Lengths), Gen.Int[0, 16], Gen.Int[-1, 20000]).Sample((series, offset, nan) =>
        {
            if (nan >= 0 && nan < series.Length)
                series[nan] = float.NaN;
            SummaryStatistics expected = Summary.Of(Array.ConvertAll(series, v => (double)v), 1.5);
            SummaryStatistics actual = Summary.Of(Offset.Copy(series, offset), 1.5f);
            Assert.Equal(
                (expected.Count, expected.AboveCount, expected.Min, expected.Max), (actual.Count, actual.AboveCount, actual.Min, actual.Max));
            if (!double.IsFinite(expected.Mean))
                Assert.Equal((expected.Mean, expected.Variance), (actual.Mean, actual.Variance));
            else
                Assert.InRange(actual.Mean, actual.Min, actual.Max);
        });

    [Fact]
    public void One_NaN_spoils_all_but_the_counts() =>
        Gen.Select(Samples.Series(Samples.Ordered, Lengths), Gen.Int[0, 20000]).Sample((series, at) =>
        {
            series[at % series.Length] = double.NaN;
            SummaryStatistics actual = Summary.Of(series, 1.0);
            Assert.Equal((double.NaN, double.NaN, double.NaN, double.NaN), (actual.Mean, actual.Variance, actual.Min, actual.Max));
            Assert.Equal(series.Length, actual.Count);
            Assert.Equal(series.Count(v => v > 1), actual.AboveCount);
        });

    [Fact]
    public void Hard_values_keep_their_extremes() =>
        Samples.Series(Samples.Ordered, Lengths).Sample(series =>
        {
            SummaryStatistics actual = Summary.Of(series);
            Assert.Equal(series.Min(), actual.Min);
            Assert.Equal(series.Max(), actual.Max);
            if (double.IsInfinity(actual.Min) || double.IsInfinity(actual.Max))
                Assert.Equal(series.Where(double.IsInfinity).Sum(), actual.Mean);
            else
                Assert.InRange(actual.Mean, actual.Min, actual.Max);
        });

    [Fact]
    public void Huge_values_do_not_overflow_the_mean()
    {
        SummaryStatistics equal = Summary.Of([double.MaxValue, double.MaxValue, double.MaxValue]);
        Assert.Equal((double.MaxValue, 0.0), (equal.Mean, equal.Variance));
        SummaryStatistics apart = Summary.Of([double.MaxValue, double.MinValue]);
        Assert.Equal((0.0, double.PositiveInfinity), (apart.Mean, apart.Variance));
        Assert.Equal(1e38, Summary.Of([1e38f, 1e38f, 1e38f]).Mean, 1e32);
        Assert.Equal(1e76, Summary.Of([1e38f, -1e38f]).Variance, 1e70);
    }

    [Fact]
    public void Merging_two_halves_gives_the_whole() =>
        Gen.Select(Samples.Series(Samples.Moderate), Samples.Series(Samples.Moderate)).Sample((a, b) =>
        {
            SummaryStatistics whole = Summary.Of([.. a, .. b], 0.5);
            SummaryStatistics merged = Summary.Of(a, 0.5).Merge(Summary.Of(b, 0.5));
            Assert.Equal((whole.Count, whole.AboveCount, whole.Min, whole.Max), (merged.Count, merged.AboveCount, merged.Min, merged.Max));
            Assert.Equal(whole.Mean, merged.Mean, 1e-10);
            Assert.Equal(whole.Variance, merged.Variance, 1e-10 * (1 + whole.Variance));
        });

    [Fact]
    public void Nothing_is_the_empty_summary()
    {
        Assert.Equal(SummaryStatistics.Empty, Summary.Of(ReadOnlySpan<double>.Empty));
        Assert.True(double.IsNaN(SummaryStatistics.Empty.Variance));
        Assert.True(double.IsNaN(Summary.Of([1.0]).SampleVariance));
    }

    [Fact]
    public void Allocates_nothing()
    {
        double[] series = Enumerable.Range(0, 10_000).Select(i => (double)(i % 37)).ToArray();
        double sum = 0;
        float[] floats = Array.ConvertAll(series, v => (float)v);
        Assert.Equal(0, Allocation.Of(() => sum += Summary.Of(series, 3).Variance + Summary.Of(floats, 3).Variance));
        Assert.True(sum > 0);
    }
}
