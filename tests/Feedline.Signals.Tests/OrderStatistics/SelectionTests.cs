using System.Runtime.Intrinsics;
using CsCheck;

namespace Feedline.Signals.Tests.OrderStatistics;

public class SelectionTests
{
    private static readonly Gen<int> Lengths = Gen.Frequency((3, Gen.Int[1, 300]), (3, Gen.Int[300, 5000]), (1, Gen.Int[32_700, 40_000]));

    /// <summary>Shapes that sampling or splitting may stumble over.</summary>
    private static readonly Gen<double[]> Shapes = Gen.Select(Lengths, Gen.Int[0, 8], Gen.Int[0, 1 << 30]).Select((n, shape, seed) =>
    {
        var random = new Random(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = shape switch
            {
                0 => random.NextDouble(),
                1 => i,
                2 => -i,
                3 => Math.Min(i, n - i),
                4 => i % 7,
                5 => random.Next(100),
                6 => Math.Exp(20 * random.NextDouble()) * (random.Next(2) * 2 - 1),
                7 => random.Next(20) == 0 ? random.NextDouble() : 5,
                _ => (i & 63) == 0 ? double.NegativeInfinity : double.PositiveInfinity,
            };
        }

        return values;
    });

    [Fact]
    public void Finds_the_kth_and_its_successor_at_every_width() =>
        Gen.Select(Shapes, Gen.Double[0, 1]).Sample((values, share) =>
        {
            int k = (int)(share * (values.Length - 1));
            double[] sorted = [.. values.Order()];
            (double, double) expected = (sorted[k], sorted[Math.Min(k + 1, sorted.Length - 1)]);
            double[] copy = [.. values];
            Assert.Equal(expected, (Selection.Select(copy.AsSpan(), k, out double next), next));
            Assert.Equal(sorted, copy.Order());
            copy = [.. values];
            if (Vector256.IsHardwareAccelerated)
                Assert.Equal(expected, (Selection.Select<Simd256<double>, Vector256<double>, double>(copy, k, out next), next));
            copy = [.. values];
            Assert.Equal(expected, (Selection.Select<Simd128<double>, Vector128<double>, double>(copy, k, out next), next));
        }, iter: 200);

    [Fact]
    public void Finds_the_kth_float_at_every_width() =>
        Gen.Select(Shapes, Gen.Double[0, 1]).Sample((values, share) =>
        {
            float[] floats = Array.ConvertAll(values, v => (float)v);
            int k = (int)(share * (values.Length - 1));
            float[] sorted = [.. floats.Order()];
            (float, float) expected = (sorted[k], sorted[Math.Min(k + 1, sorted.Length - 1)]);
            float[] copy = [.. floats];
            Assert.Equal(expected, (Selection.Select(copy.AsSpan(), k, out float next), next));
            Assert.Equal(sorted, copy.Order());
            copy = [.. floats];
            if (Vector256.IsHardwareAccelerated)
                Assert.Equal(expected, (Selection.Select<Simd256<float>, Vector256<float>, float>(copy, k, out next), next));
            copy = [.. floats];
            Assert.Equal(expected, (Selection.Select<Simd128<float>, Vector128<float>, float>(copy, k, out next), next));
        }, iter: 200);

    [Fact]
    public void Allocates_nothing_at_any_size()
    {
        double sum = 0;
        foreach (int n in new[] { 50, 400, 20_000, 100_000 })
        {
            double[] values = new double[n];
            var random = new Random(n);
            for (int i = 0; i < n; i++)
                values[i] = random.NextDouble();
            Assert.Equal(0, Allocation.Of(() => sum += Selection.Select(values.AsSpan(), n / 3, out _)));
        }

        Assert.True(sum > 0);
    }
}
