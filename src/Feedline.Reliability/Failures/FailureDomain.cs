namespace Feedline.Reliability;

/// <summary>Nodes that one fault takes out together: a rack, a leaf switch, a power feed.</summary>
/// <remarks>Immutable, so any thread may read it.</remarks>
public sealed class FailureDomain
{
    /// <summary>Creates a kind of domain.</summary>
    /// <param name="name">What it is, such as "rack".</param>
    /// <param name="nodesPerDomain">Nodes in each, at least 1.</param>
    /// <param name="failuresPerDay">Faults of each domain in a day that take all of its nodes out, at least 0.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public FailureDomain(string name, int nodesPerDomain, double failuresPerDay)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(nodesPerDomain, 1);
        Name = name;
        NodesPerDomain = nodesPerDomain;
        FailuresPerDay = Require.NotNegative(failuresPerDay);
    }

    /// <summary>What it is.</summary>
    public string Name { get; }

    /// <summary>Nodes in each.</summary>
    public int NodesPerDomain { get; }

    /// <summary>Faults of each domain in a day.</summary>
    public double FailuresPerDay { get; }

    /// <summary>Domains that a job fills, packed as densely as they allow.</summary>
    internal int DomainsOf(int nodes) => (nodes + NodesPerDomain - 1) / NodesPerDomain;
}
