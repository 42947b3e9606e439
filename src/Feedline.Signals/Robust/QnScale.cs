namespace Feedline.Signals;

/// <summary>The scale estimator Qₙ: as robust as the MAD, far more efficient, and without a centre to deviate from.</summary>
/// <remarks>
/// <para>2.2219 × the k-th smallest of |xᵢ - xⱼ|, i &lt; j, with k = C(h, 2), h = ⌊n/2⌋ + 1: a standard deviation for normal data, in the
/// limit of many values (for ten it comes out some 40 % too high). Half of the values cannot spoil it; 82 % efficient on normal data
/// where the MAD is 37 %. Source: Rousseeuw and Croux, "Alternatives to the Median Absolute Deviation", JASA 88 (1993).</para>
/// <para>O(n²) time and scratch, meant for up to a few thousand values; 0 bytes allocated. Fewer than two values, a NaN or an infinity
/// give NaN; a constant gives 0. The unit is that of the values. Safe to call from many threads on different scratch spans.</para>
/// </remarks>
public static class QnScale
{
    /// <summary>Makes the order statistic comparable with a standard deviation: 1 / (√2 Φ⁻¹(5/8)).</summary>
    public const double NormalScale = 2.2219;

    /// <summary>Scale of the values, times <see cref="NormalScale"/>.</summary>
    /// <param name="values">Values in any order.</param>
    /// <param name="scratch">Room for n (n - 1) / 2 values, and at least n; overwritten.</param>
    /// <returns>The scale, in the values' unit.</returns>
    /// <exception cref="ArgumentException"><paramref name="scratch"/> is too short.</exception>
    public static double Of(ReadOnlySpan<double> values, Span<double> scratch)
    {
        scratch = PairScratch.Take(scratch, values.Length);
        if (values.Length < 2)
            return double.NaN;

        int pairs = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                return double.NaN;

            for (int j = 0; j < i; j++)
                scratch[pairs++] = Math.Abs(values[i] - values[j]);
        }

        long half = values.Length / 2 + 1;
        return NormalScale * Selection.Select(scratch[..pairs], (int)(half * (half - 1) / 2) - 1, out _);
    }
}
