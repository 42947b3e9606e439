namespace Feedline.Signals;

/// <summary>The scale estimator Qₙ: as robust as the MAD, far more efficient, and without a centre to deviate from.</summary>
/// <remarks>
/// <para>dₙ × 2.2219 × the k-th smallest of |xᵢ - xⱼ|, i &lt; j, with k = C(h, 2), h = ⌊n/2⌋ + 1: a standard deviation for normal data; dₙ
/// corrects the bias of few values, without which three would give twice the deviation and ten some 40 % more. Half of the values
/// cannot spoil it; 82 % efficient on normal data where the MAD is 37 %. Sources: Rousseeuw and Croux, "Alternatives to the Median
/// Absolute Deviation", JASA 88 (1993); dₙ from Croux and Rousseeuw, "Time-Efficient Algorithms for Two Highly Robust Estimators of
/// Scale" (1992).</para>
/// <para>O(n log n) and some 60 passes over the sorted values, which count the pairs up to a distance; 0 bytes allocated. Fewer than two
/// values, a NaN or an infinity give NaN; a constant gives 0, a distance beyond the range of double ∞. The unit is that of the values.
/// Safe to call from many threads on different scratch spans.</para>
/// </remarks>
public static class QnScale
{
    /// <summary>Makes the order statistic comparable with a standard deviation: 1 / (√2 Φ⁻¹(5/8)).</summary>
    public const double NormalScale = 2.2219;

    /// <summary>Scale of the values, times <see cref="NormalScale"/> and dₙ.</summary>
    /// <param name="values">Values in any order.</param>
    /// <param name="scratch">Room for n values; overwritten.</param>
    /// <returns>The scale, in the values' unit.</returns>
    /// <exception cref="ArgumentException"><paramref name="scratch"/> is too short.</exception>
    public static double Of(ReadOnlySpan<double> values, Span<double> scratch)
    {
        Lengths.ThrowIfShort(scratch.Length, values.Length, nameof(scratch));
        if (values.Length < 2 || !Finite.All(values))
            return double.NaN;

        Span<double> sorted = scratch[..values.Length];
        values.CopyTo(sorted);
        sorted.Sort();
        long half = values.Length / 2 + 1;
        return NormalScale * Correction(values.Length) * SmallestDistance(sorted, half * (half - 1) / 2);
    }

    /// <summary>The k-th smallest distance of two values, k from 1.</summary>
    private static double SmallestDistance(ReadOnlySpan<double> sorted, long k)
    {
        // The bits of numbers from 0 up order as the numbers do, so halving them ends at the very distance in 62 steps at most.
        long low = 0;
        long high = BitConverter.DoubleToInt64Bits(sorted[^1] - sorted[0]);
        while (low < high)
        {
            long middle = low + (high - low) / 2;
            if (PairsUpTo(sorted, BitConverter.Int64BitsToDouble(middle)) >= k)
                high = middle;
            else
                low = middle + 1;
        }

        return BitConverter.Int64BitsToDouble(low);
    }

    private static long PairsUpTo(ReadOnlySpan<double> sorted, double distance)
    {
        long pairs = 0;
        int from = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            while (sorted[i] - sorted[from] > distance)
                from++;
            pairs += i - from;
        }

        return pairs;
    }

    private static double Correction(int n) => n switch
    {
        2 => 0.399,
        3 => 0.994,
        4 => 0.512,
        5 => 0.844,
        6 => 0.611,
        7 => 0.857,
        8 => 0.669,
        9 => 0.872,
        _ => n % 2 == 0 ? n / (n + 3.8) : n / (n + 1.4),
    };
}
