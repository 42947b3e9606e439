using CsCheck;

namespace Feedline.Signals.Tests.OrderStatistics;

public class LargestTests
{
    [Fact]
    public void Are_the_first_of_a_stable_falling_sort() =>
        Gen.Select(Samples.Series(Samples.Ordered), Gen.Int[0, 20], Gen.Int[0, 8], Gen.Bool).Sample((series, k, offset, hasNaN) =>
        {
            if (hasNaN && series.Length > 0)
                series[^1] = double.NaN;
            int[] expected = Enumerable.Range(0, series.Length).Where(i => !double.IsNaN(series[i]))
                .OrderByDescending(i => series[i]).Take(k).ToArray();
            int[] indices = new int[k];
            int count = Largest.Indices(Offset.Copy(series, offset), indices);
            Assert.Equal(expected, indices[..count]);
        });

    [Fact]
    public void Of_floats_are_the_first_of_a_stable_falling_sort() =>
        Gen.Select(Samples.Series(Samples.OrderedFloats), Gen.Int[0, 40], Gen.Int[0, 16], Gen.Bool).Sample((series, k, offset, hasNaN) =>
        {
            if (hasNaN && series.Length > 0)
                series[series.Length / 2] = float.NaN;
            int[] expected = Enumerable.Range(0, series.Length).Where(i => !float.IsNaN(series[i]))
                .OrderByDescending(i => series[i]).Take(k).ToArray();
            int[] indices = new int[k];
            int count = Largest.Indices(Offset.Copy(series, offset), indices);
            Assert.Equal(expected, indices[..count]);
        });

    [Fact]
    public void Allocates_nothing()
    {
        double[] series = Enumerable.Range(0, 5000).Select(i => (double)(i * 7919 % 5003)).ToArray();
        float[] floats = Array.ConvertAll(series, v => (float)v);
        int[] indices = new int[8];
        int count = 0;
        Assert.Equal(0, Allocation.Of(() => count = Largest.Indices(series, indices) + Largest.Indices(floats, indices)));
        Assert.Equal(16, count);
    }
}
