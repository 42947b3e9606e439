namespace Feedline.Reliability;

/// <summary>How many nodes to keep standing by.</summary>
/// <remarks>All methods are pure: any thread may call them.</remarks>
public static class SparePool
{
    private const double Most = 1e8;

    /// <summary>Spares that are enough for a share of the time.</summary>
    /// <param name="nodesLostPerDay">Nodes of the job lost in a day, at least 0; see <see cref="CorrelatedFailures.NodesLostPerDay"/>.</param>
    /// <param name="meanRepairDays">How long a node is away on average, in days, at least 0; at most 100 million nodes away in the mean.</param>
    /// <param name="timeShare">For which share of the time they are to be enough, above 0 and below 1; 0.99 by default.</param>
    /// <returns>The least n with P(nodes away ≤ n) of at least the share.</returns>
    /// <remarks>
    /// Nodes away are Poisson with mean losses × repair time, whatever the distribution of repairs (the M/G/∞ queue, Palm 1943), when nodes
    /// fail one by one. Domains take many at once: simulate those. O(√n log n).
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static int Needed(double nodesLostPerDay, double meanRepairDays, double timeShare = 0.99)
    {
        double away = Require.NotNegative(nodesLostPerDay) * Require.NotNegative(meanRepairDays);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(away, Most, nameof(meanRepairDays));
        Require.Inside(timeShare);
        int tooFew = -1;
        int enough = (int)away + 1;
        while (IsTooFew(enough))
            enough += enough;
        while (enough - tooFew > 1)
        {
            int middle = tooFew + (enough - tooFew) / 2;
            if (IsTooFew(middle))
                tooFew = middle;
            else
                enough = middle;
        }

        return enough;

        // P(more than n) = P(n + 1, mean) of the incomplete gamma function.
        bool IsTooFew(int spares) => GammaFunction.Lower(spares + 1.0, away) > 1 - timeShare;
    }
}
