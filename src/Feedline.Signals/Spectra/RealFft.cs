namespace Feedline.Signals;

/// <summary>
/// Fourier transform of real samples of one length, any length, and its inverse. Tables and work space are made once, with
/// the plan; a transform allocates nothing.
/// </summary>
/// <remarks>
/// <para>X(k) = Σ x(j) exp(-2πi jk/n) for k = 0 to n/2, real and imaginary parts in spans of their own. With samples
/// every Δ seconds, bin k is the frequency k/(nΔ) in hertz. X has the unit of the samples.</para>
/// <para>O(n log n) for every n. Fastest where n is a power of two, close to it where n/2 (n itself when odd) has no prime
/// factor above 7; other lengths go through a convolution about three times as long. <see cref="FastLength"/> gives a length
/// to pad to. The error is a few units of rounding times √(log n) of the root mean square of the result.</para>
/// <para>A NaN or an infinity anywhere makes the bins NaN or infinite, in general all of them; constant samples give bin 0 and
/// zeros up to rounding.</para>
/// <para>Not safe for use by several threads at a time: the plan owns its work space. Give each thread a plan.</para>
/// <para>Sources: Swarztrauber (1984) for the passes, Cooley, Lewis and Welch (1970) for real samples, Bluestein (1970).</para>
/// </remarks>
public sealed class RealFft
{
    private readonly ComplexFft _fft;
    private readonly HalfSpectrum? _halves;

    /// <summary>Makes a plan.</summary>
    /// <param name="length">How many samples a transform takes, at least 1. The plan holds about 5 times as many doubles, at
    /// lengths with large prime factors up to 20 times.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is less than 1 or above 2^27.</exception>
    public RealFft(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 1 << 27);
        Length = length;
        bool isEven = length % 2 == 0;
        int count = isEven ? length / 2 : length;
        if (isEven)
            _halves = new HalfSpectrum(count);

        // Pairs of samples need all bins of the shorter transform, single samples only the lower half.
        _fft = count <= DirectDft.Longest ? new DirectDft(count)
            : FftLengths.IsSmooth(count) ? new MixedRadixFft(count)
            : new ChirpFft(count, isEven ? count : BinCount);
    }

    /// <summary>n, how many samples a transform takes.</summary>
    public int Length { get; }

    /// <summary>n/2 + 1, how many bins a transform gives.</summary>
    public int BinCount => Length / 2 + 1;

    /// <summary>The shortest length, at least as long as asked for, that transforms fast. Pad with zeros up to it.</summary>
    /// <param name="atLeast">At least 1, at most 2^27.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atLeast"/> is out of range.</exception>
    public static int FastLength(int atLeast)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atLeast, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(atLeast, 1 << 27);
        return FftLengths.Fast(atLeast);
    }

    /// <summary>Transforms samples into bins.</summary>
    /// <param name="samples"><see cref="Length"/> samples.</param>
    /// <param name="real">Takes the real parts, <see cref="BinCount"/> of them.</param>
    /// <param name="imaginary">Takes the imaginary parts; bin 0, and bin n/2 of an even n, get 0.</param>
    /// <exception cref="ArgumentException">A span has not the length that the plan wants.</exception>
    public void Forward(ReadOnlySpan<double> samples, Span<double> real, Span<double> imaginary)
    {
        Lengths.ThrowIfDifferent(Length, samples.Length, nameof(samples));
        Lengths.ThrowIfDifferent(BinCount, real.Length, nameof(real));
        Lengths.ThrowIfDifferent(BinCount, imaginary.Length, nameof(imaginary));
        if (_halves is not null)
        {
            Pairs.Split(samples, _fft.InputRe, _fft.InputIm);
            _fft.Transform();
            _halves.Unfold(_fft.OutputRe, _fft.OutputIm, real, imaginary);
            return;
        }

        samples.CopyTo(_fft.InputRe);
        _fft.InputIm.Clear();
        _fft.Transform();
        _fft.OutputRe[..BinCount].CopyTo(real);
        _fft.OutputIm[..BinCount].CopyTo(imaginary);
        imaginary[0] = 0;
    }

    /// <summary>Transforms bins back into samples: x(j) = (1/n) Σ X(k) exp(2πi jk/n), X(n - k) = conj X(k).</summary>
    /// <param name="real">Real parts of the bins, <see cref="BinCount"/> of them.</param>
    /// <param name="imaginary">Imaginary parts; those of bin 0, and of bin n/2 of an even n, are taken as 0.</param>
    /// <param name="samples">Takes <see cref="Length"/> samples.</param>
    /// <exception cref="ArgumentException">A span has not the length that the plan wants.</exception>
    public void Inverse(ReadOnlySpan<double> real, ReadOnlySpan<double> imaginary, Span<double> samples)
    {
        Lengths.ThrowIfDifferent(BinCount, real.Length, nameof(real));
        Lengths.ThrowIfDifferent(BinCount, imaginary.Length, nameof(imaginary));
        Lengths.ThrowIfDifferent(Length, samples.Length, nameof(samples));

        // Parts swapped on the way in and on the way out: the forward transform then runs backwards.
        if (_halves is not null)
        {
            _halves.Fold(real, imaginary, _fft.InputIm, _fft.InputRe);
            _fft.Transform();
            Pairs.Join(_fft.OutputIm, _fft.OutputRe, 1.0 / Length, samples);
            return;
        }

        OddInverse(real, imaginary, samples);
    }

    /// <summary>By the Hartley transform, Re X - Im X, which is its own inverse and needs only the lower half of the bins.</summary>
    private void OddInverse(ReadOnlySpan<double> real, ReadOnlySpan<double> imaginary, Span<double> samples)
    {
        Span<double> sums = _fft.InputRe;
        sums[0] = real[0];
        for (int k = 1; k < real.Length; k++)
            (sums[k], sums[Length - k]) = (real[k] - imaginary[k], real[k] + imaginary[k]);
        _fft.InputIm.Clear();
        _fft.Transform();

        // x(j) = (1/n) Σ (Re X(k) - Im X(k)) (cos + sin)(2π jk/n); the bins hold the sums with cos and with -sin.
        ReadOnlySpan<double> re = _fft.OutputRe;
        ReadOnlySpan<double> im = _fft.OutputIm;
        double scale = 1.0 / Length;
        samples[0] = re[0] * scale;
        for (int j = 1; j < real.Length; j++)
            (samples[j], samples[Length - j]) = ((re[j] - im[j]) * scale, (re[j] + im[j]) * scale);
    }
}
