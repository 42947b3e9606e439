namespace Feedline.Signals;

/// <summary>Transform of an even number of real samples: pairs of them as complex numbers, half as many.</summary>
internal sealed class EvenRealFft : RealPlan
{
    private readonly ComplexFft _fft;
    private readonly HalfSpectrum _halves;

    public EvenRealFft(int half, ComplexFft fft)
    {
        _fft = fft;
        _halves = new HalfSpectrum(half);
    }

    public override void Forward(ReadOnlySpan<double> samples, Span<double> real, Span<double> imaginary)
    {
        Pairs.Split(samples, _fft.InputRe, _fft.InputIm);
        _fft.Transform();
        _halves.Unfold(_fft.OutputRe, _fft.OutputIm, real, imaginary);
    }

    /// <summary>Parts swapped on the way in and on the way out: the forward transform then runs backwards.</summary>
    public override void Inverse(ReadOnlySpan<double> real, ReadOnlySpan<double> imaginary, Span<double> samples)
    {
        _halves.Fold(real, imaginary, _fft.InputIm, _fft.InputRe);
        _fft.Transform();
        Pairs.Join(_fft.OutputIm, _fft.OutputRe, 1.0 / samples.Length, samples);
    }
}
