using System.Numerics;
using System.Runtime.InteropServices;

namespace Feedline.Reliability;

/// <summary>Arithmetic on lanes, as many at once as a vector holds. All values are finite or negative infinity.</summary>
internal static class LaneMath
{
    /// <summary>sum = left + right.</summary>
    public static void Add(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> sum)
    {
        ReadOnlySpan<Vector<double>> lefts = MemoryMarshal.Cast<double, Vector<double>>(left[..sum.Length]);
        ReadOnlySpan<Vector<double>> rights = MemoryMarshal.Cast<double, Vector<double>>(right[..sum.Length]);
        Span<Vector<double>> sums = MemoryMarshal.Cast<double, Vector<double>>(sum);
        for (int i = 0; i < sums.Length; i++)
            sums[i] = lefts[i] + rights[i];

        for (int i = sums.Length * Vector<double>.Count; i < sum.Length; i++)
            sum[i] = left[i] + right[i];
    }

    /// <summary>greatest = max(greatest, other).</summary>
    public static void Raise(Span<double> greatest, ReadOnlySpan<double> other)
    {
        Span<Vector<double>> targets = MemoryMarshal.Cast<double, Vector<double>>(greatest);
        ReadOnlySpan<Vector<double>> others = MemoryMarshal.Cast<double, Vector<double>>(other[..greatest.Length]);
        for (int i = 0; i < targets.Length; i++)
            targets[i] = Vector.MaxNative(targets[i], others[i]);

        for (int i = targets.Length * Vector<double>.Count; i < greatest.Length; i++)
            greatest[i] = Math.Max(greatest[i], other[i]);
    }
}
