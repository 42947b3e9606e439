using CsCheck;

namespace Feedline.Signals.Tests.OrderStatistics;

public class MedianTests
{
    [Fact]
    public void Equals_the_middle_of_the_sorted_values() =>
        Gen.Select(Samples.Series(Samples.Ordered), Gen.Int[0, 8]).Sample((series, offset) =>
            Assert.Equal(Reference.Median(series), Median.InPlace(Offset.Copy(series, offset))));

    [Fact]
    public void Equals_the_middle_of_the_sorted_floats() =>
        Gen.Select(Samples.Series(Samples.OrderedFloats), Gen.Int[0, 16]).Sample((series, offset) =>
        {
            Span<float> values = Offset.Copy(series, offset);
            Assert.Equal(Reference.Median(series), Median.InPlace(values));
            Assert.Equal(series.Order(), values.ToArray().Order());
        });

    /// <summary>Few and many values, all different or mostly equal; guesses that are right, near, far off and no number; a reach that is none.</summary>
    [Fact]
    public void A_guess_changes_nothing() =>
        Gen.Select(Gen.Double[-10, 10].Array[1, 2000], Gen.Bool, Gen.Double[-1, 1], Gen.Double[-0.5, 4], Gen.Int[0, 6]).Sample((series, isRounded, off, reach, kind) =>
        {
            double[] values = isRounded ? [.. series.Select(value => Math.Round(value))] : series;
            double median = Reference.Median(values);
            double guess = kind switch { 0 => median, 1 => double.NaN, 2 => 100 * off, 3 => double.PositiveInfinity, _ => median + off };
            double[] copy = [.. values];
            Assert.Equal(median, Median.InPlace(copy, guess, kind == 5 ? double.NaN : reach));
            Assert.Equal(values.Order(), copy.Order());
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1500)]
    public void A_guess_of_nothing_or_of_NaN_gives_NaN(int count)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(i => i == count / 2 ? double.NaN : i)];
        Assert.True(double.IsNaN(Median.InPlace(values, count / 2, 40)));
    }

    [Fact]
    public void Loses_no_value() =>
        Samples.Series(Samples.Ordered).Sample(series =>
        {
            double[] copy = [.. series];
            Median.InPlace(copy);
            Assert.Equal(series.Order(), copy.Order());
        });

    [Fact]
    public void A_NaN_anywhere_gives_NaN() =>
        Gen.Select(Samples.Series(Samples.Ordered, Gen.Int[1, 70]), Gen.Int[0, 69]).Sample((series, at) =>
        {
            series[at % series.Length] = double.NaN;
            float[] floats = Array.ConvertAll(series, v => (float)v);
            Assert.True(double.IsNaN(Median.InPlace(series)));
            Assert.True(float.IsNaN(Median.InPlace(floats)));
        });

    [Fact]
    public void Orders_that_defeat_naive_pivots_give_the_median()
    {
        const int n = 4097;
        double[] organ = Enumerable.Range(0, n).Select(i => (double)Math.Min(i, n - i)).ToArray();
        double[] rising = Enumerable.Range(0, n).Select(i => (double)i).ToArray();
        double[] falling = [.. rising.Reverse()];
        double[] saw = Enumerable.Range(0, n).Select(i => (double)(i % 7)).ToArray();
        foreach (double[] series in new[] { organ, rising, falling, saw })
            Assert.Equal(Reference.Median(series), Median.InPlace([.. series]));
    }

    [Fact]
    public void Infinities_of_both_signs_average_to_NaN() =>
        Assert.True(double.IsNaN(Median.InPlace([double.NegativeInfinity, double.PositiveInfinity])));

    [Fact]
    public void Allocates_nothing()
    {
        double[] series = new double[5000];
        var random = new Random(1);
        for (int i = 0; i < series.Length; i++)
            series[i] = random.NextDouble();
        float[] floats = Array.ConvertAll(series, v => (float)v);
        double result = 0;
        float floatResult = 0;
        Assert.Equal(0, Allocation.Of(() => (result, floatResult) = (Median.InPlace(series), Median.InPlace(floats))));
        Assert.Equal(result, floatResult, 1e-6);
        Assert.Equal(Reference.Median(series), result);
    }
}
