using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>
/// Power spectral density of a series: the periodogram of half-overlapping segments, averaged (Welch). With one segment as
/// long as the series and no window it is the plain periodogram.
/// </summary>
/// <remarks>
/// <para>P(k) = c |Σ w(j) (x(j) - mean) exp(-2πi jk/n)|² / (f Σ w²) for k = 0 to n/2, averaged over segments of n samples; f is
/// the sample rate, c is 2 but for bin 0 and bin n/2 of an even n, where it is 1. Bin k is the frequency k f/n. The mean of
/// each segment is taken off first, so bin 0 says nothing. P has the unit of x², per hertz; Σ P(k) f/n is the variance.</para>
/// <para>A constant gives zeros. A NaN or an infinity makes all bins NaN or infinite.</para>
/// <para>O(N log n) for N samples, 0 bytes allocated. Not safe for use by several threads at a time.</para>
/// <para>Source: Welch (1967), The use of fast Fourier transform for the estimation of power spectra.</para>
/// </remarks>
public sealed class PowerSpectrum
{
    private readonly WindowedFft _fft;
    private readonly double[] _real;
    private readonly double[] _imaginary;

    /// <summary>Makes a plan.</summary>
    /// <param name="segmentLength">n, samples of a segment, at least 1. Longer segments tell frequencies further apart, more
    /// segments give smoother estimates.</param>
    /// <param name="window">The weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public PowerSpectrum(int segmentLength, SpectralWindow window = SpectralWindow.Hann)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentLength, 1);
        if (window is not (SpectralWindow.None or SpectralWindow.Hann))
            throw new ArgumentOutOfRangeException(nameof(window), window, "There is no such window.");

        _fft = new WindowedFft(segmentLength, window);
        _real = new double[_fft.BinCount];
        _imaginary = new double[_fft.BinCount];
    }

    /// <summary>n, samples of a segment.</summary>
    public int SegmentLength => _fft.SegmentLength;

    /// <summary>n/2 + 1, how many bins there are.</summary>
    public int BinCount => _fft.BinCount;

    /// <summary>Estimates the density.</summary>
    /// <param name="samples">At least one segment of samples, evenly spaced; what is left after the last whole segment is not used.</param>
    /// <param name="sampleRate">Samples per second, above 0; 1 gives densities per cycle per sample.</param>
    /// <param name="density">Takes <see cref="BinCount"/> densities.</param>
    /// <exception cref="ArgumentException">Fewer samples than a segment, or a density span of another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sampleRate"/> is not a finite number above 0.</exception>
    public void Estimate(ReadOnlySpan<double> samples, double sampleRate, Span<double> density)
    {
        Lengths.ThrowIfShort(samples.Length, SegmentLength, nameof(samples));
        Lengths.ThrowIfDifferent(BinCount, density.Length, nameof(density));
        if (!(sampleRate > 0 && double.IsFinite(sampleRate)))
            throw new ArgumentOutOfRangeException(nameof(sampleRate), sampleRate, "Must be a finite number above 0.");

        density.Clear();
        int segments = _fft.CountSegments(samples.Length);
        for (int s = 0; s < segments; s++)
        {
            _fft.Transform(samples, s, _real, _imaginary);
            TensorPrimitives.MultiplyAdd<double>(_real, _real, density, density);
            TensorPrimitives.MultiplyAdd<double>(_imaginary, _imaginary, density, density);
        }

        TensorPrimitives.Multiply(density, 1 / (sampleRate * _fft.WeightSquares * segments), density);
        int twice = SegmentLength % 2 == 0 ? BinCount - 1 : BinCount;
        for (int k = 1; k < twice; k++)
            density[k] *= 2;
    }
}
