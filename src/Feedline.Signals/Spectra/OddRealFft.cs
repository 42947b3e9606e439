namespace Feedline.Signals;

/// <summary>Transform of an odd number of real samples into the lower half of their bins, and back.</summary>
internal abstract class OddRealFft : RealPlan
{
    private readonly double[] _sums;
    private readonly double[] _re;
    private readonly double[] _im;

    protected OddRealFft(int length)
    {
        _sums = new double[length];
        _re = new double[length / 2 + 1];
        _im = new double[length / 2 + 1];
    }

    /// <summary>By the Hartley transform, Re X - Im X, which is its own inverse and needs only the lower half of the bins.</summary>
    public override void Inverse(ReadOnlySpan<double> real, ReadOnlySpan<double> imaginary, Span<double> samples)
    {
        int length = _sums.Length;
        _sums[0] = real[0];
        for (int k = 1; k < real.Length; k++)
            (_sums[k], _sums[length - k]) = (real[k] - imaginary[k], real[k] + imaginary[k]);
        Forward(_sums, _re, _im);

        // x(j) = (1/n) Σ (Re X(k) - Im X(k)) (cos + sin)(2π jk/n); the bins hold the sums with cos and with -sin.
        double scale = 1.0 / length;
        samples[0] = _re[0] * scale;
        for (int j = 1; j < real.Length; j++)
            (samples[j], samples[length - j]) = ((_re[j] - _im[j]) * scale, (_re[j] + _im[j]) * scale);
    }
}
