namespace Feedline.Signals;

/// <summary>The expected largest of several draws, estimated from a sample of single draws.</summary>
/// <remarks>
/// <para>What a synchronous step of m ranks takes is the largest of m draws of what one rank takes.</para>
/// <para>The mean over all subsets of m of the n values: Σ x₍ᵢ₎ C(i - 1, m - 1) / C(n, m), x ascending. Unbiased, no model needed, but no
/// further than m = n; beyond it <see cref="ExtremeValueFit"/> extrapolates. O(n), 0 bytes allocated. Safe to call from many threads.</para>
/// </remarks>
public static class ExpectedMaximum
{
    /// <summary>Expected largest of m draws.</summary>
    /// <param name="ascending">The sample in ascending order. A NaN gives NaN; infinities count.</param>
    /// <param name="draws">How many are drawn, from 1 to the length of the sample.</param>
    /// <returns>The expectation, in the values' unit.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="draws"/> is less than 1 or more than there are values.</exception>
    public static double OfDraws(ReadOnlySpan<double> ascending, int draws)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(draws, ascending.Length);

        // The largest value is in a subset of m with probability m / n; each weight follows from the one above it.
        double weight = (double)draws / ascending.Length;
        double sum = 0;
        for (int place = ascending.Length; place >= draws; place--)
        {
            sum += weight * ascending[place - 1];
            weight *= (double)(place - draws) / Math.Max(1, place - 1);
        }

        // NaN sorts first, where a large m would not look.
        return double.IsNaN(ascending[0]) ? double.NaN : sum;
    }
}
