namespace Feedline.Signals;

/// <summary>An odd number of real samples as complex numbers without imaginary parts.</summary>
internal sealed class ZeroImaginaryFft : OddRealFft
{
    private readonly ComplexFft _fft;

    public ZeroImaginaryFft(int length, ComplexFft fft)
        : base(length) => _fft = fft;

    public override void Forward(ReadOnlySpan<double> samples, Span<double> real, Span<double> imaginary)
    {
        samples.CopyTo(_fft.InputRe);
        _fft.InputIm.Clear();
        _fft.Transform();
        _fft.OutputRe[..real.Length].CopyTo(real);
        _fft.OutputIm[..real.Length].CopyTo(imaginary);
        imaginary[0] = 0;
    }
}
