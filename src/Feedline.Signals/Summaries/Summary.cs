using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Count, mean, variance, minimum, maximum and a count above a threshold, in one pass over memory.</summary>
/// <remarks>
/// <para>Deviations are taken from the running mean of what came before, block by block, so the variance keeps its
/// accuracy on data with a large offset: the relative error is a few units of rounding whatever the offset. Floats are
/// summed in blocks of floats and joined in double. Source of the block update: Chan, Golub and LeVeque (1979).</para>
/// <para>Nothing gives <see cref="SummaryStatistics.Empty"/>. One NaN makes everything NaN but the counts. One infinity makes
/// the mean infinite (infinities of both signs make it NaN) and the variance NaN; minimum and maximum hold. A constant
/// gives exactly itself and variance 0. Squared deviations beyond the range of double give ∞, below it 0.</para>
/// <para>O(n), 0 bytes allocated, about the time it takes to read the values from memory. Safe to call from many threads.</para>
/// </remarks>
public static class Summary
{
    /// <summary>Summarises the values.</summary>
    /// <param name="values">Values in any order, any number of them.</param>
    /// <returns>The summary; nothing counts as above.</returns>
    public static SummaryStatistics Of(ReadOnlySpan<double> values) => Of(values, double.PositiveInfinity);

    /// <inheritdoc cref="Of(ReadOnlySpan{double})"/>
    public static SummaryStatistics Of(ReadOnlySpan<float> values) => Of(values, float.PositiveInfinity);

    /// <summary>Summarises the values and counts those above a threshold.</summary>
    /// <param name="values">Values in any order, any number of them.</param>
    /// <param name="threshold">Values strictly above it are counted. Same unit as the values.</param>
    /// <returns>The summary.</returns>
    public static SummaryStatistics Of(ReadOnlySpan<double> values, double threshold)
    {
        if (Vector512.IsHardwareAccelerated)
            return Blocks<Simd512<double>, Vector512<double>, double>(values, threshold);
        if (Vector256.IsHardwareAccelerated)
            return Blocks<Simd256<double>, Vector256<double>, double>(values, threshold);
        return Blocks<Simd128<double>, Vector128<double>, double>(values, threshold);
    }

    /// <inheritdoc cref="Of(ReadOnlySpan{double}, double)"/>
    public static SummaryStatistics Of(ReadOnlySpan<float> values, float threshold)
    {
        if (Vector512.IsHardwareAccelerated)
            return Blocks<Simd512<float>, Vector512<float>, float>(values, threshold);
        if (Vector256.IsHardwareAccelerated)
            return Blocks<Simd256<float>, Vector256<float>, float>(values, threshold);
        return Blocks<Simd128<float>, Vector128<float>, float>(values, threshold);
    }

    private static SummaryStatistics Blocks<TSimd, TVector, T>(ReadOnlySpan<T> values, T threshold)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (values.IsEmpty)
            return SummaryStatistics.Empty;

        T shift = FirstShift(values[..Math.Min(values.Length, SummaryBlock<T>.Length)]);
        var total = new SummaryBlock<T>(values[0]);
        double rest = 0;
        double squares = 0;
        for (int start = 0; start < values.Length; start += SummaryBlock<T>.Length)
        {
            ReadOnlySpan<T> block = values[start..Math.Min(values.Length, start + SummaryBlock<T>.Length)];

            // The mean is shift + rest. Next to a large offset the sum of the two would lose digits, so they stay apart.
            double center = double.CreateTruncating(shift);
            shift = T.CreateTruncating(center + rest);
            rest -= double.CreateTruncating(shift) - center;
            total.Add<TSimd, TVector>(block, shift, threshold);

            double sum = total.Sum + rest * start;
            squares += total.Squares + rest * rest * start;
            rest = sum / (start + block.Length);
            squares = Math.Max(0, squares - rest * sum);
        }

        double min = double.CreateTruncating(total.Min);
        double max = double.CreateTruncating(total.Max);
        if (double.IsFinite(squares))
            return new SummaryStatistics(values.Length, Math.Clamp(double.CreateTruncating(shift) + rest, min, max), squares, min, max, total.Above);

        return SummaryFallback.Of(values, min, max, total.Above);
    }

    /// <summary>The mean of the first block: exact enough to centre on, and the value itself when all are equal.</summary>
    private static T FirstShift<T>(ReadOnlySpan<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T mean = TensorPrimitives.Sum(block) / T.CreateTruncating(block.Length);
        T first = block[0];
        return block.IndexOfAnyExcept(first) < 0 ? first : mean;
    }
}
