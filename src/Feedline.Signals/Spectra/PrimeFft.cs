namespace Feedline.Signals;

/// <summary>
/// Transform of a prime length p: but for place 0, powers of a primitive root g make it a cyclic convolution of length p - 1,
/// itself done by transforms. Input s is at place g^s, output q in bin g^-q; what stands at place 0 is handed over apart.
/// </summary>
/// <remarks>Source: Rader (1968), Discrete Fourier transforms when the number of data samples is prime.</remarks>
internal sealed class PrimeFft
{
    private readonly MixedRadixFft _inner;
    private readonly AlignedDoubles _kernel;
    private readonly double _scale;

    /// <param name="prime">The length; p - 1 has no prime factor above 7.</param>
    /// <param name="scale">Times this is every bin.</param>
    public PrimeFft(int prime, double scale = 1)
    {
        int count = prime - 1;
        _scale = scale;
        Places = new int[count];
        Bins = new int[count];
        long root = PrimitiveRoot.Of(prime);
        Places[0] = Bins[0] = 1;
        for (int s = 1; s < count; s++)
        {
            Places[s] = (int)(Places[s - 1] * root % prime);
            Bins[count - s] = Places[s];
        }

        _inner = new MixedRadixFft(count);
        _kernel = new AlignedDoubles(2, count);
        for (int q = 0; q < count; q++)
            (_inner.InputIm[q], _inner.InputRe[q]) = UnitRoot.At(-Bins[q], prime);

        _inner.Transform();
        for (int f = 0; f < count; f++)
        {
            _kernel[0][f] = _inner.OutputRe[f] * scale / count;
            _kernel[1][f] = _inner.OutputIm[f] * scale / count;
        }
    }

    /// <summary>Which place each input is from.</summary>
    public int[] Places { get; }

    /// <summary>Which bin each output is of.</summary>
    public int[] Bins { get; }

    public Span<double> InputRe => _inner.InputRe;

    public Span<double> InputIm => _inner.InputIm;

    public Span<double> OutputRe => _inner.OutputIm;

    public Span<double> OutputIm => _inner.OutputRe;

    /// <summary>Transforms the inputs, which are lost, and what stands at place 0; returns bin 0.</summary>
    public (double Re, double Im) Transform(double zeroRe, double zeroIm)
    {
        (zeroRe, zeroIm) = (zeroRe * _scale, zeroIm * _scale);
        _inner.Transform();
        double sumRe = _inner.OutputRe[0] * _scale + zeroRe;
        double sumIm = _inner.OutputIm[0] * _scale + zeroIm;

        // Parts swapped on the way in and on the way out: the same transform then runs backwards.
        ComplexProduct.Of(_inner.OutputRe, _inner.OutputIm, _kernel[0], _kernel[1], InputIm, InputRe);

        // Place 0 counts in every bin alike: a constant over the bins is one number of their spectrum.
        InputIm[0] += zeroRe;
        InputRe[0] += zeroIm;
        _inner.Transform();
        return (sumRe, sumIm);
    }
}
