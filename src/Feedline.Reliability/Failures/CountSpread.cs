namespace Feedline.Reliability;

/// <summary>Whether all nodes fail at one rate, and how far their rates lie apart if not: Poisson against negative binomial.</summary>
/// <remarks>Immutable, so any thread may read it.</remarks>
public sealed class CountSpread
{
    private CountSpread(double rate, double dispersion, double poissonPValue, double shape)
    {
        Rate = rate;
        Dispersion = dispersion;
        PoissonPValue = poissonPValue;
        Shape = shape;
    }

    /// <summary>Failures per node and day over all nodes.</summary>
    public double Rate { get; }

    /// <summary>Σ (seen − expected)² / expected over the degrees of freedom: 1 when all nodes are alike, above it when they are not.</summary>
    public double Dispersion { get; }

    /// <summary>How often nodes that are alike would differ as much. Small means that they are not alike.</summary>
    public double PoissonPValue { get; }

    /// <summary>
    /// Shape a of the gamma distribution of the nodes' rates: their coefficient of variation is 1 / √a. +∞ when the counts spread no more
    /// than those of nodes that are alike.
    /// </summary>
    public double Shape { get; }

    /// <summary>Measures the spread.</summary>
    /// <param name="counts">Failures of each node, of at least two nodes and one failure; the nodes without failures must be there too.</param>
    /// <returns>The spread.</returns>
    /// <remarks>
    /// The dispersion test of Fisher (χ² with one degree less than nodes); the shape is the likeliest of a negative binomial with the
    /// mean rate. With few failures to a node, which is usual, the χ² is a rough guide. O(n), some 200 passes.
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer than two nodes, or no failure.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static CountSpread FromCounts(ReadOnlySpan<NodeCount> counts)
    {
        double failures = 0, days = 0;
        foreach (NodeCount count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count.Failures, nameof(counts));
            days += Require.Positive(count.Days, nameof(counts));
            failures += count.Failures;
        }

        if (counts.Length < 2 || failures == 0)
            throw new ArgumentException("A spread needs two nodes and a failure.", nameof(counts));

        double rate = failures / days;
        double statistic = 0;
        foreach (NodeCount count in counts)
        {
            double expected = rate * count.Days;
            statistic += (count.Failures - expected) * (count.Failures - expected) / expected;
        }

        int degrees = counts.Length - 1;
        return new CountSpread(rate, statistic / degrees, ChiSquare.UpperTail(statistic, degrees), LikeliestShape(counts.ToArray(), rate));
    }

    /// <summary>The chance that a node with this many days fails so often or more.</summary>
    internal double UpperTail(NodeCount count, bool nodesDiffer)
    {
        if (count.Failures == 0)
            return 1;

        double expected = Rate * count.Days;
        return nodesDiffer && double.IsFinite(Shape)
            ? IncompleteBeta.Regularized(count.Failures, Shape, expected / (expected + Shape))
            : GammaFunction.Lower(count.Failures, expected);
    }

    /// <summary>A node's rate, as its count and what is known of the others let expect it: drawn towards the mean (empirical Bayes).</summary>
    internal double ExpectedRate(NodeCount count) =>
        double.IsFinite(Shape) ? (Shape + count.Failures) / (Shape / Rate + count.Days) : Rate;

    private static double LikeliestShape(NodeCount[] counts, double rate)
    {
        const double Least = 1e-3, Greatest = 1e5;
        double best = MaximumSearch.OnRatios(shape => LogLikelihood(counts, rate, shape), Least, Greatest);
        return best < Greatest * 0.9 ? best : double.PositiveInfinity;
    }

    private static double LogLikelihood(NodeCount[] counts, double rate, double shape)
    {
        double sum = 0;
        foreach (NodeCount count in counts)
        {
            double expected = rate * count.Days;
            double rest = -shape * Precise.LogOnePlus(expected / shape);
            for (long i = 0; i < count.Failures; i++)
                rest += Math.Log((shape + i) / (shape + expected));
            sum += rest;
        }

        return sum;
    }
}
