using System.Numerics.Tensors;

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
        int half = _sums.Length / 2;
        Span<double> low = _sums.AsSpan(1, half);
        Span<double> high = _sums.AsSpan(1 + half);
        _sums[0] = real[0];
        TensorPrimitives.Subtract(real[1..], imaginary[1..], low);
        TensorPrimitives.Add(real[1..], imaginary[1..], high);
        high.Reverse();
        Forward(_sums, _re, _im);

        // x(j) = (1/n) Σ (Re X(k) - Im X(k)) (cos + sin)(2π jk/n); the bins hold the sums with cos and with -sin.
        samples[0] = _re[0];
        TensorPrimitives.Subtract(_re.AsSpan(1), _im.AsSpan(1), samples[1..]);
        Span<double> last = samples[(1 + half)..];
        TensorPrimitives.Add(_re.AsSpan(1), _im.AsSpan(1), last);
        last.Reverse();
        TensorPrimitives.Multiply(samples, 1.0 / samples.Length, samples);
    }
}
