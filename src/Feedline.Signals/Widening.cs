using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>Floats to doubles, exactly, and back.</summary>
internal static class Widening
{
    public static void Widen(ReadOnlySpan<float> series, Span<double> to) =>
        TensorPrimitives.ConvertTruncating<float, double>(series, to);

    public static void Narrow(ReadOnlySpan<double> series, Span<float> to) =>
        TensorPrimitives.ConvertTruncating<double, float>(series, to);
}
