using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>Transform of a series with its mean taken off and zeros behind it, ready for correlations without wrap-around.</summary>
internal sealed class CenteredFft
{
    private readonly RealFft _fft;
    private readonly double[] _padded;
    private readonly int _length;

    public CenteredFft(int length, int maxLag)
    {
        _length = length;
        _fft = new RealFft(RealFft.FastLength(length + maxLag));
        _padded = new double[_fft.Length];
    }

    public int BinCount => _fft.BinCount;

    /// <summary>Transforms the series and returns its sum of squared deviations: 0 when constant, NaN or ∞ when not finite.</summary>
    public double Forward(ReadOnlySpan<double> samples, Span<double> real, Span<double> imaginary)
    {
        Span<double> own = _padded.AsSpan(0, _length);

        // Off comes the first sample before the mean: a constant then leaves exactly nothing.
        TensorPrimitives.Subtract(samples, samples[0], own);
        TensorPrimitives.Subtract(own, TensorPrimitives.Sum<double>(own) / _length, own);
        _padded.AsSpan(_length).Clear();
        _fft.Forward(_padded, real, imaginary);
        return TensorPrimitives.SumOfSquares<double>(own);
    }

    /// <summary>Transforms a product of spectra back. Negative lags stand at the end.</summary>
    public ReadOnlySpan<double> Inverse(ReadOnlySpan<double> real, ReadOnlySpan<double> imaginary)
    {
        _fft.Inverse(real, imaginary, _padded);
        return _padded;
    }
}
