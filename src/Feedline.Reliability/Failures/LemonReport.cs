using System.Collections.Immutable;

namespace Feedline.Reliability;

/// <summary>The nodes that fail too often, and what it would buy to take them out.</summary>
/// <remarks>Immutable, so any thread may read it.</remarks>
public sealed class LemonReport
{
    private LemonReport(ImmutableArray<LemonNode> lemons, CountSpread spread)
    {
        Lemons = lemons;
        Spread = spread;
    }

    /// <summary>The nodes, the least likely first.</summary>
    public ImmutableArray<LemonNode> Lemons { get; }

    /// <summary>How the counts of all nodes spread.</summary>
    public CountSpread Spread { get; }

    /// <summary>Share of all failures seen that were theirs.</summary>
    public double FailureShare { get; private init; }

    /// <summary>Failures per node-day seen on the other nodes. It flatters: those nodes were also chosen for the luck they had.</summary>
    public double SeenRateWithout { get; private init; }

    /// <summary>
    /// Failures per node-day to expect with them replaced by average nodes: each node's rate drawn towards the mean (gamma–Poisson
    /// empirical Bayes). As long as nodes do not differ, taking any of them out buys nothing.
    /// </summary>
    public double ExpectedRateWithout { get; private init; }

    /// <summary>Looks for nodes that fail too often.</summary>
    /// <param name="counts">Failures of each node, of at least two nodes and one failure; the nodes without failures must be there too.</param>
    /// <param name="nodesDiffer">
    /// False (the default) asks which nodes fail more often than they would if all were alike: the Poisson distribution. True asks which
    /// do not even fit in with nodes that differ: the negative binomial, fitted to the same counts.
    /// </param>
    /// <param name="falseDiscoveryRate">Expected share of the nodes named that are named for bad luck; above 0 and below 1, 0.05 by default.</param>
    /// <returns>The nodes, perhaps none.</returns>
    /// <remarks>
    /// Benjamini and Hochberg's step-up over the exact tails of all nodes (JRSS B 57, 1995). The mean holds the lemons too, so it errs
    /// to the side of naming too few. O(n log n).
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer than two nodes, or no failure.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static LemonReport FromCounts(ReadOnlySpan<NodeCount> counts, bool nodesDiffer = false, double falseDiscoveryRate = 0.05)
    {
        Require.Inside(falseDiscoveryRate);
        CountSpread spread = CountSpread.FromCounts(counts);
        (NodeCount Count, double P)[] ordered = [.. counts.ToArray().Select(count => (count, spread.UpperTail(count, nodesDiffer))).OrderBy(pair => pair.Item2)];
        double[] q = new double[ordered.Length];
        double least = 1;
        for (int i = ordered.Length - 1; i >= 0; i--)
            q[i] = least = Math.Min(least, ordered[i].P * ordered.Length / (i + 1));
        int found = q.Count(value => value <= falseDiscoveryRate);

        NodeCount[] others = [.. ordered[found..].Select(pair => pair.Count)];
        double failures = ordered.Sum(pair => (double)pair.Count.Failures);
        double othersDays = others.Sum(count => count.Days);
        double lemonDays = ordered[..found].Sum(pair => pair.Count.Days);
        return new LemonReport(
            [.. ordered[..found].Select((pair, i) => new LemonNode(pair.Count.Node, pair.Count.Failures, spread.Rate * pair.Count.Days, pair.P, q[i]))], spread)
        {
            FailureShare = 1 - others.Sum(count => (double)count.Failures) / failures,
            SeenRateWithout = othersDays > 0 ? others.Sum(count => (double)count.Failures) / othersDays : 0,
            ExpectedRateWithout = (others.Sum(count => spread.ExpectedRate(count) * count.Days) + spread.Rate * lemonDays) / (othersDays + lemonDays),
        };
    }
}
