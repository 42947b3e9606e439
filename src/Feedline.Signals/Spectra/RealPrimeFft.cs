using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>
/// As <see cref="PrimeFft"/> for real samples: the convolution is with cos + sin, real, and since g^((p-1)/2) = -1 its second
/// half is that with cos - sin. Bins of the first half only, the others being their conjugates.
/// </summary>
/// <remarks>Source: Rader (1968), with the kernel of Hartley (1942).</remarks>
internal sealed class RealPrimeFft
{
    private readonly AlignedDoubles _samples;
    private readonly AlignedDoubles _bins;
    private readonly AlignedDoubles _kernel;
    private readonly RealFft _inner;
    private readonly int _half;

    /// <param name="prime">The length, as that of the complex transform.</param>
    /// <param name="bins">Which bin each of its outputs is of.</param>
    public RealPrimeFft(int prime, int[] bins)
    {
        int count = prime - 1;
        _half = count / 2;
        _samples = new AlignedDoubles(1, count);
        _inner = new RealFft(count);
        _bins = new AlignedDoubles(2, _inner.BinCount);
        _kernel = new AlignedDoubles(2, _inner.BinCount);
        for (int q = 0; q < count; q++)
        {
            (double sin, double cos) = UnitRoot.At(bins[q], prime);
            Input[q] = cos + sin;
        }

        _inner.Forward(Input, _kernel[0], _kernel[1]);
    }

    /// <summary>The samples by powers of the root, without that at place 0.</summary>
    public Span<double> Input => _samples[0];

    public ReadOnlySpan<double> OutputRe => _bins[0][.._half];

    public ReadOnlySpan<double> OutputIm => _bins[1][.._half];

    /// <summary>Transforms the inputs, which are lost, and what stands at place 0; returns bin 0.</summary>
    public double Transform(double zero)
    {
        _inner.Forward(Input, _bins[0], _bins[1]);
        double sum = _bins[0][0] + zero;
        ComplexProduct.Of(_bins[0], _bins[1], _kernel[0], _kernel[1], _bins[0], _bins[1]);

        // Place 0 counts in every bin alike.
        _bins[0][0] += zero * 2 * _half;
        _inner.Inverse(_bins[0], _bins[1], Input);
        ReadOnlySpan<double> plus = Input[.._half];
        ReadOnlySpan<double> minus = Input[_half..];
        TensorPrimitives.Add(plus, minus, _bins[0]);
        TensorPrimitives.Multiply(_bins[0][.._half], 0.5, _bins[0]);
        TensorPrimitives.Subtract(minus, plus, _bins[1]);
        TensorPrimitives.Multiply(_bins[1][.._half], 0.5, _bins[1]);
        return sum;
    }
}
