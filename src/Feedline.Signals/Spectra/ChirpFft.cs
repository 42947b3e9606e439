namespace Feedline.Signals;

/// <summary>Transform of any length as a convolution with a chirp, itself done by transforms of a handy length.</summary>
/// <remarks>Source: Bluestein (1970), A linear filtering approach to the computation of the discrete Fourier transform.</remarks>
internal sealed class ChirpFft : ComplexFft
{
    private readonly AlignedDoubles _buffers;
    private readonly AlignedDoubles _chirp;
    private readonly AlignedDoubles _kernel;
    private readonly ComplexFft _inner;
    private readonly int _length;

    /// <param name="length">Numbers in.</param>
    /// <param name="bins">Numbers out, the lowest frequencies; fewer make the convolution shorter.</param>
    public ChirpFft(int length, int bins)
    {
        _length = length;
        int padded = FftLengths.Fast(length + bins - 1);
        _inner = new MixedRadixFft(padded);
        _buffers = new AlignedDoubles(2, length);
        _chirp = new AlignedDoubles(2, length);
        _kernel = new AlignedDoubles(2, padded);

        for (int j = 0; j < length; j++)
        {
            (double sin, double cos) = UnitRoot.At(-(long)j * j, 2L * length);
            _chirp[0][j] = cos;
            _chirp[1][j] = sin;
            if (j < bins)
                (_inner.InputRe[j], _inner.InputIm[j]) = (cos, -sin);
            if (j > 0)
                (_inner.InputRe[padded - j], _inner.InputIm[padded - j]) = (cos, -sin);
        }

        _inner.Transform();
        for (int k = 0; k < padded; k++)
        {
            _kernel[0][k] = _inner.OutputRe[k] / padded;
            _kernel[1][k] = _inner.OutputIm[k] / padded;
        }

        Bins = bins;
    }

    private int Bins { get; }

    public override Span<double> InputRe => _buffers[0];

    public override Span<double> InputIm => _buffers[1];

    public override Span<double> OutputRe => _buffers[0][..Bins];

    public override Span<double> OutputIm => _buffers[1][..Bins];

    public override void Transform()
    {
        Span<double> re = _inner.InputRe;
        Span<double> im = _inner.InputIm;
        ComplexProduct.Of(_buffers[0], _buffers[1], _chirp[0], _chirp[1], re, im);
        re[_length..].Clear();
        im[_length..].Clear();
        _inner.Transform();

        // Parts swapped on the way in and on the way out: the same transform then runs backwards.
        ComplexProduct.Of(_inner.OutputRe, _inner.OutputIm, _kernel[0], _kernel[1], im, re);
        _inner.Transform();
        ComplexProduct.Of(_inner.OutputIm[..Bins], _inner.OutputRe[..Bins], _chirp[0], _chirp[1], _buffers[0], _buffers[1]);
    }
}
