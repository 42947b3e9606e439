namespace Feedline.Signals;

/// <summary>Transform of a few numbers by definition, O(n²).</summary>
internal sealed class DirectDft : ComplexFft
{
    /// <summary>Up to this length there is nothing to split.</summary>
    public const int Longest = 8;

    private readonly AlignedDoubles _buffers;
    private readonly double[] _sines;
    private readonly double[] _cosines;

    public DirectDft(int length)
    {
        _buffers = new AlignedDoubles(4, length);
        _sines = new double[length];
        _cosines = new double[length];
        for (int k = 0; k < length; k++)
            (_sines[k], _cosines[k]) = UnitRoot.At(-k, length);
    }

    public override Span<double> InputRe => _buffers[0];

    public override Span<double> InputIm => _buffers[1];

    public override Span<double> OutputRe => _buffers[2];

    public override Span<double> OutputIm => _buffers[3];

    public override void Transform()
    {
        ReadOnlySpan<double> re = InputRe;
        ReadOnlySpan<double> im = InputIm;
        for (int k = 0; k < re.Length; k++)
        {
            double sumRe = 0;
            double sumIm = 0;
            for (int j = 0; j < re.Length; j++)
            {
                double cos = _cosines[j * k % re.Length];
                double sin = _sines[j * k % re.Length];
                sumRe += re[j] * cos - im[j] * sin;
                sumIm += re[j] * sin + im[j] * cos;
            }

            OutputRe[k] = sumRe;
            OutputIm[k] = sumIm;
        }
    }
}
