using CsCheck;
using Feedline.Signals.Tests.Golden;
using Feedline.Signals.Tests.Spectra;

namespace Feedline.Signals.Tests.Coupling;

public class CoherenceTests
{
    [Fact]
    public void Agrees_with_SciPy() => GoldenColumn.Agree(
        GoldenColumn.Of("coherence"), Estimate(GoldenColumn.First(200), GoldenColumn.Second(200), 32), 1e-11);

    [Fact]
    public void Agrees_with_the_definition() => Gen.Select(Gen.Int[4, 40], Gen.Int[0, 100], Gen.Int[0, 1_000_000]).Sample((segment, more, seed) =>
    {
        double[] first = Noise.Coloured(segment + more, 0.3, seed);
        double[] second = [.. Noise.Coloured(segment + more, 0.3, seed + 1).Zip(first, (a, b) => a + b)];
        double[] coherence = Estimate(first, second, segment);
        int bins = segment / 2 + 1;
        double[] xx = new double[bins], yy = new double[bins], re = new double[bins], im = new double[bins];
        for (int start = 0; start + segment <= first.Length; start += segment - segment / 2)
        {
            (double[] xr, double[] xi) = NaiveSpectrum.Of(Weighted(first, start, segment));
            (double[] yr, double[] yi) = NaiveSpectrum.Of(Weighted(second, start, segment));
            for (int k = 0; k < bins; k++)
            {
                xx[k] += xr[k] * xr[k] + xi[k] * xi[k];
                yy[k] += yr[k] * yr[k] + yi[k] * yi[k];
                re[k] += xr[k] * yr[k] + xi[k] * yi[k];
                im[k] += xr[k] * yi[k] - xi[k] * yr[k];
            }
        }

        // Bins with next to no power say next to nothing, so what is compared is the cross power.
        for (int k = 0; k < bins; k++)
            Assert.Equal(re[k] * re[k] + im[k] * im[k], coherence[k] * xx[k] * yy[k], 1e-9 * (1 + xx.Max() * yy.Max()));
    });

    [Fact]
    public void Tells_a_response_from_noise()
    {
        double[] first = Noise.Coloured(4_096, 0, 1);
        double[] echo = [.. first.Select((_, t) => t < 3 ? 0 : first[t - 3] - 0.5 * first[t - 2])];
        Assert.All(Estimate(first, echo, 64)[1..^1], x => Assert.InRange(x, 0.9, 1));
        Assert.InRange(Estimate(first, Noise.Coloured(4_096, 0, 2), 64).Average(), 0, 0.03);
    }

    [Fact]
    public void Cannot_tell_from_constants_and_what_is_not_finite()
    {
        double[] series = GoldenColumn.First(20);
        double[] broken = [.. series];
        broken[5] = double.NaN;
        double[] constant = [.. Enumerable.Repeat(0.1, 20)];
        Assert.All(Estimate(series, constant, 8), x => Assert.True(double.IsNaN(x)));
        Assert.All(Estimate(constant, series, 8), x => Assert.True(double.IsNaN(x)));
        Assert.All(Estimate(series, broken, 8), x => Assert.True(double.IsNaN(x)));
    }

    [Fact]
    public void Estimates_allocate_nothing()
    {
        var plan = new Coherence(32);
        double[] first = GoldenColumn.First(200);
        double[] second = GoldenColumn.Second(200);
        var coherence = new double[17];
        Assert.Equal(0, Allocation.Of(() => plan.Estimate(first, second, coherence)));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("segmentLength", () => new Coherence(1));
        var plan = new Coherence(4);
        Assert.Throws<ArgumentException>("first", () => plan.Estimate(new double[3], new double[3], new double[3]));
        Assert.Throws<ArgumentException>("second", () => plan.Estimate(new double[4], new double[5], new double[3]));
        Assert.Throws<ArgumentException>("coherence", () => plan.Estimate(new double[4], new double[4], new double[4]));
    }

    private static double[] Estimate(double[] first, double[] second, int segment)
    {
        var coherence = new double[segment / 2 + 1];
        new Coherence(segment).Estimate(first, second, coherence);
        return coherence;
    }

    private static double[] Weighted(double[] series, int start, int segment)
    {
        double mean = series.Skip(start).Take(segment).Average();
        return [.. Enumerable.Range(0, segment).Select(j => (series[start + j] - mean) * (1 - Math.Cos(2 * Math.PI * j / segment)) / 2)];
    }
}
