using System.Collections.Immutable;

namespace Feedline.Reliability;

/// <summary>The outages of a fleet over a time, turned into what models are fitted to: times between failures, repairs, counts.</summary>
/// <remarks>Immutable, so any thread may read it. Times are in days.</remarks>
public sealed class OutageLog
{
    private OutageLog(double days, int nodes)
    {
        Days = days;
        Nodes = nodes;
    }

    /// <summary>Nodes that were watched, those that never failed included.</summary>
    public int Nodes { get; }

    /// <summary>Days that were watched.</summary>
    public double Days { get; }

    /// <summary>Failures: outages of a node that overlap, or follow within the merge gap, are one.</summary>
    public int Failures { get; private init; }

    /// <summary>Node-days on which nodes were up, and so could fail.</summary>
    public double UpNodeDays { get; private init; }

    /// <summary>Share of node-days on which nodes were up.</summary>
    public double Availability => UpNodeDays / (Nodes * Days);

    /// <summary>
    /// Lives of nodes in days. Each begins where the watch or the last outage ends; it is censored when the watch ends first. For a
    /// constant rate all are lives; see <see cref="RenewedLifetimes"/> for the others.
    /// </summary>
    public ImmutableArray<Lifetime> Lifetimes { get; private init; } = [];

    /// <summary>The lives that began with the end of an outage, so that their age is known: what a Weibull is to be fitted to.</summary>
    public ImmutableArray<Lifetime> RenewedLifetimes { get; private init; } = [];

    /// <summary>How long outages lasted, in days; censored where the watch ended first. Those of no length are left out.</summary>
    public ImmutableArray<Lifetime> Repairs { get; private init; } = [];

    /// <summary>Outages that began and ended in the same moment of the log's clock: too short to be measured.</summary>
    public int MomentaryOutages { get; private init; }

    /// <summary>Failures of each node, in the order of names; nodes that never failed come last, without a name.</summary>
    public ImmutableArray<NodeCount> Counts { get; private init; } = [];

    /// <summary>When failures began, in days from the start of the watch, ascending.</summary>
    public ImmutableArray<double> Starts { get; private init; } = [];

    /// <summary>Reads a list of outages.</summary>
    /// <param name="outages">The outages in any order; what lies outside of the watch is cut off.</param>
    /// <param name="nodes">Nodes that were watched, at least as many as are named.</param>
    /// <param name="startDays">When the watch began, on the clock of the outages.</param>
    /// <param name="endDays">When it ended, after it began.</param>
    /// <param name="mergeGapDays">
    /// An outage this soon after the last one of its node is the same one, not repaired: at least 0, the default, where only outages that
    /// overlap or touch are one.
    /// </param>
    /// <returns>The log. O(n log n).</returns>
    /// <exception cref="ArgumentNullException"><paramref name="outages"/> is null.</exception>
    /// <exception cref="ArgumentException">No outage began in the watch, or one ends before it begins or has no node.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static OutageLog Create(IEnumerable<NodeOutage> outages, int nodes, double startDays, double endDays, double mergeGapDays = 0)
    {
        ArgumentNullException.ThrowIfNull(outages);
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 1);
        if (!double.IsFinite(startDays))
            throw new ArgumentOutOfRangeException(nameof(startDays), startDays, "The value must be finite.");
        if (!(endDays > startDays && double.IsFinite(endDays)))
            throw new ArgumentOutOfRangeException(nameof(endDays), endDays, "The watch must end after it begins.");
        Require.NotNegative(mergeGapDays);

        double days = endDays - startDays;
        var tally = new OutageTally(days);
        foreach (IGrouping<string, NodeOutage> node in outages.Select(outage => Checked(outage, nameof(outages))).GroupBy(outage => outage.Node, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            tally.Add(node.Key, node.Select(outage => (outage.StartDays - startDays, outage.EndDays - startDays)), mergeGapDays);

        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, tally.Nodes);
        if (tally.Starts.Count == 0)
            throw new ArgumentException("No outage began while the nodes were watched.", nameof(outages));

        while (tally.Nodes < nodes)
            tally.Add("", [], 0);
        tally.Starts.Sort();
        return new OutageLog(days, nodes)
        {
            Failures = tally.Starts.Count,
            UpNodeDays = tally.UpDays,
            Lifetimes = [.. tally.Lifetimes],
            RenewedLifetimes = [.. tally.Renewed],
            Repairs = [.. tally.Repairs],
            MomentaryOutages = tally.Momentary,
            Counts = [.. tally.Counts],
            Starts = [.. tally.Starts],
        };
    }

    /// <summary>Failures that began together: the mark of racks, switches and power feeds.</summary>
    /// <param name="withinDays">How far apart they may begin, in days, above 0 and below the length of the watch.</param>
    /// <returns>The groups, beside what chance alone gives. O(n).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="withinDays"/> is out of range.</exception>
    public FailureGroups StartedTogether(double withinDays)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Require.Positive(withinDays), Days, nameof(withinDays));
        return FailureGroups.Of(Starts, withinDays, Days);
    }

    /// <summary>Failures per day on which a node was up, with the exact interval of a constant rate.</summary>
    /// <param name="confidence">Of the interval, above 0 and below 1; 0.95 by default.</param>
    /// <returns>The fit; its exposure is in node-days.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is out of range.</exception>
    public ExponentialFit Rate(double confidence = 0.95) => ExponentialFit.FromCount(Failures, UpNodeDays, confidence);

    private static NodeOutage Checked(NodeOutage outage, string parameter) => outage.Node is null || !(outage.EndDays >= outage.StartDays) || !double.IsFinite(outage.StartDays)
        ? throw new ArgumentException($"The outage {outage} has no node or ends before it begins.", parameter)
        : outage;
}
