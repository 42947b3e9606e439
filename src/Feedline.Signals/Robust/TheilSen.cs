using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>The Theil–Sen line: a trend that 29 % of the points cannot spoil.</summary>
/// <remarks>
/// <para>Slope = median of (yⱼ - yᵢ) / (xⱼ - xᵢ) over all pairs with different x; intercept = median of y - slope × x. Source: Sen,
/// "Estimates of the Regression Coefficient Based on Kendall's Tau", JASA 63 (1968).</para>
/// <para>O(n²) time and scratch, meant for up to a few thousand points; 0 bytes allocated. NaN for both when no two points
/// differ in x or a coordinate is not finite. Safe to call from many threads on different scratch spans.</para>
/// </remarks>
public static class TheilSen
{
    /// <summary>Fits the line.</summary>
    /// <param name="x">Places, in any order.</param>
    /// <param name="y">The value at each place.</param>
    /// <param name="scratch">Room for n (n - 1) / 2 values, and at least n; overwritten.</param>
    /// <returns>Slope, in units of y per unit of x, and intercept, in units of y.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or <paramref name="scratch"/> is too short.</exception>
    public static RobustLine Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> scratch)
    {
        Lengths.ThrowIfDifferent(x.Length, y.Length, nameof(y));
        scratch = PairScratch.Take(scratch, x.Length);

        int pairs = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i]))
                return new RobustLine(double.NaN, double.NaN);

            for (int j = 0; j < i; j++)
            {
                if (x[i] != x[j])
                    scratch[pairs++] = (y[i] - y[j]) / (x[i] - x[j]);
            }
        }

        double slope = Median.InPlace(scratch[..pairs]);
        Span<double> rests = scratch[..x.Length];
        TensorPrimitives.Multiply(x, slope, rests);
        TensorPrimitives.Subtract(y, rests, rests);
        return new RobustLine(slope, Median.InPlace(rests));
    }
}
