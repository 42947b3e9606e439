using CsCheck;

namespace Feedline.Signals.Tests.Spectra;

public class RealFftTests
{
    // Every short length, lengths of each radix and of several passes, and lengths with large primes.
    private static readonly Gen<int> Length = Gen.Frequency(
        (4, Gen.Int[1, 130]),
        (2, Gen.OneOf(256, 512, 1024, 2048, 243, 486, 625, 1250, 343, 686, 1000, 1001, 1500, 1680, 2000)),
        (1, Gen.Int[131, 1300]));

    [Fact]
    public void Agrees_with_the_definition() => Length.SelectMany(n => Samples.Moderate.Array[n]).Sample(
        samples =>
        {
            (double[] real, double[] imaginary) = NaiveSpectrum.Of(samples);
            (double[] fastReal, double[] fastImaginary) = Forward(samples);
            double tolerance = Tolerance(samples);
            for (int k = 0; k < real.Length; k++)
            {
                Assert.Equal(real[k], fastReal[k], tolerance);
                Assert.Equal(imaginary[k], fastImaginary[k], tolerance);
            }
        },
        iter: 150);

    [Fact]
    public void Every_length_to_600_agrees_with_the_definition()
    {
        for (int n = 1; n <= 600; n++)
        {
            double[] samples = [.. Enumerable.Range(0, n).Select(i => Math.Sin(i * 12.9898 + n) * 43.7585)];
            (double[] real, double[] imaginary) = NaiveSpectrum.Of(samples);
            (double[] fastReal, double[] fastImaginary) = Forward(samples);
            for (int k = 0; k < real.Length; k++)
            {
                Assert.Equal(real[k], fastReal[k], Tolerance(samples));
                Assert.Equal(imaginary[k], fastImaginary[k], Tolerance(samples));
            }
        }
    }

    [Theory]
    [InlineData(4_096)]
    [InlineData(65_536)]
    [InlineData(131_072)]
    [InlineData(100_000)]
    [InlineData(30_030)]
    [InlineData(20_011)]
    public void Long_transforms_find_single_tones(int length)
    {
        // A tone in bin k is n/2 there and nothing elsewhere: an exact answer at lengths too long for the definition.
        foreach (int bin in new[] { 1, 7, length / 3, length / 2 - 1 })
        {
            double[] samples = [.. Enumerable.Range(0, length).Select(j => Math.Cos(2 * Math.PI * ((long)j * bin % length) / length + 1))];
            (double[] real, double[] imaginary) = Forward(samples);
            for (int k = 0; k < real.Length; k++)
            {
                Assert.Equal(k == bin ? length / 2.0 * Math.Cos(1) : 0, real[k], 1e-13 * length);
                Assert.Equal(k == bin ? length / 2.0 * Math.Sin(1) : 0, imaginary[k], 1e-13 * length);
            }
        }
    }

    [Fact]
    public void Inverse_gives_the_samples_back() => Length.SelectMany(n => Samples.Moderate.Array[n]).Sample(
        samples =>
        {
            var fft = new RealFft(samples.Length);
            var real = new double[fft.BinCount];
            var imaginary = new double[fft.BinCount];
            var back = new double[samples.Length];
            fft.Forward(samples, real, imaginary);

            // What stands in the imaginary parts that must be 0 has no effect.
            imaginary[0] = 5;
            if (samples.Length % 2 == 0)
                imaginary[^1] = 7;
            fft.Inverse(real, imaginary, back);
            for (int j = 0; j < samples.Length; j++)
                Assert.Equal(samples[j], back[j], Tolerance(samples));
        },
        iter: 300);

    [Fact]
    public void Constants_are_all_in_bin_0()
    {
        foreach (int n in new[] { 1, 2, 3, 17, 64, 1000, 2005 })
        {
            (double[] real, double[] imaginary) = Forward([.. Enumerable.Repeat(3.5, n)]);
            Assert.Equal(3.5 * n, real[0], 1e-9);
            Assert.All(real.Skip(1), x => Assert.Equal(0, x, 1e-9));
            Assert.All(imaginary, x => Assert.Equal(0, x, 1e-9));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_stays_visible(double value)
    {
        foreach (int n in new[] { 1, 2, 5, 64, 100, 2005 })
        {
            var samples = new double[n];
            samples[n / 2] = value;
            (double[] real, _) = Forward(samples);
            Assert.All(real, x => Assert.False(double.IsFinite(x)));
        }
    }

    [Fact]
    public void Tiny_and_huge_samples_keep_their_scale()
    {
        foreach (double scale in new[] { 1e-300, 1e300 })
        {
            double[] samples = [.. Enumerable.Range(0, 64).Select(j => scale * Math.Cos(2 * Math.PI * j * 5 / 64))];
            Assert.Equal(1, Forward(samples).Real[5] / scale / 32, 1e-12);
        }
    }

    [Fact]
    public void Transforms_allocate_nothing()
    {
        foreach (int n in new[] { 5, 1024, 4000, 2005 })
        {
            var fft = new RealFft(n);
            var samples = new double[n];
            var real = new double[fft.BinCount];
            var imaginary = new double[fft.BinCount];
            Assert.Equal(0, Allocation.Of(() =>
            {
                fft.Forward(samples, real, imaginary);
                fft.Inverse(real, imaginary, samples);
            }));
        }
    }

    [Fact]
    public void Lengths_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new RealFft(0));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new RealFft((1 << 27) + 1));
        var fft = new RealFft(8);
        Assert.Throws<ArgumentException>("samples", () => fft.Forward(new double[7], new double[5], new double[5]));
        Assert.Throws<ArgumentException>("real", () => fft.Forward(new double[8], new double[4], new double[5]));
        Assert.Throws<ArgumentException>("imaginary", () => fft.Forward(new double[8], new double[5], new double[8]));
        Assert.Throws<ArgumentException>("real", () => fft.Inverse(new double[4], new double[5], new double[8]));
        Assert.Throws<ArgumentException>("imaginary", () => fft.Inverse(new double[5], new double[6], new double[8]));
        Assert.Throws<ArgumentException>("samples", () => fft.Inverse(new double[5], new double[5], new double[9]));
    }

    [Fact]
    public void Fast_lengths_are_smooth_and_not_far() => Gen.Int[1, 100_000].Sample(n =>
    {
        int fast = RealFft.FastLength(n);
        Assert.InRange(fast, n, Math.Max(n + 63, n * 5 / 4));
        Assert.True(FftLengths.IsSmooth(fast));
    });

    private static (double[] Real, double[] Imaginary) Forward(double[] samples)
    {
        var fft = new RealFft(samples.Length);
        var real = new double[fft.BinCount];
        var imaginary = new double[fft.BinCount];
        fft.Forward(samples, real, imaginary);
        return (real, imaginary);
    }

    /// <summary>10⁻¹³ of the sum of the magnitudes: that is what the definition itself is accurate to.</summary>
    private static double Tolerance(double[] samples) => 1e-13 * samples.Sum(Math.Abs) + 1e-12;
}
