namespace Feedline.Signals;

/// <summary>
/// Forward transform of complex numbers, real and imaginary parts apart. The caller fills the inputs, calls
/// <see cref="Transform"/> and reads the outputs; swapping the two parts on both sides makes it the inverse, times the length.
/// </summary>
internal abstract class ComplexFft
{
    public abstract Span<double> InputRe { get; }

    public abstract Span<double> InputIm { get; }

    public abstract Span<double> OutputRe { get; }

    public abstract Span<double> OutputIm { get; }

    /// <summary>Transforms the inputs, which are lost.</summary>
    public abstract void Transform();
}
