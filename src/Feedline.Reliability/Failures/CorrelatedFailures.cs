using System.Collections.Immutable;

namespace Feedline.Reliability;

/// <summary>Failures of single nodes and of whole domains side by side: the common-cause model of Marshall and Olkin (JASA 62, 1967).</summary>
/// <remarks>Each kind fails at a constant rate of its own. Immutable, so any thread may read it.</remarks>
public sealed class CorrelatedFailures
{
    /// <summary>Creates the model.</summary>
    /// <param name="rate">Failures of single nodes, those through a domain left out.</param>
    /// <param name="domains">Kinds of domains, each of them holding all nodes; none gives independent nodes.</param>
    /// <param name="scaling">How failures of single nodes grow with the job; in proportion by default.</param>
    /// <exception cref="ArgumentNullException"><paramref name="domains"/> or one of them is null.</exception>
    public CorrelatedFailures(FailureRate rate, IEnumerable<FailureDomain> domains, FailureScaling scaling = default)
    {
        ArgumentNullException.ThrowIfNull(domains);
        Rate = rate;
        Scaling = scaling;
        Domains = [.. domains];
        foreach (FailureDomain domain in Domains)
            ArgumentNullException.ThrowIfNull(domain, nameof(domains));
    }

    /// <summary>Failures of single nodes.</summary>
    public FailureRate Rate { get; }

    /// <summary>How they grow with the job.</summary>
    public FailureScaling Scaling { get; }

    /// <summary>Kinds of domains.</summary>
    public ImmutableArray<FailureDomain> Domains { get; }

    /// <summary>Interruptions of a job in a day: N × rate + Σ ⌈N / size⌉ × rate of the domain, packed as densely as domains allow.</summary>
    /// <param name="nodes">Nodes of the job, at least 1.</param>
    /// <returns>Interruptions per day.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nodes"/> is below 1.</exception>
    public double JobFailuresPerDay(int nodes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 1);
        return Rate.JobFailuresPerDay(nodes, Scaling) + Domains.Sum(domain => domain.DomainsOf(nodes) * domain.FailuresPerDay);
    }

    /// <summary>Mean time to failure of a job: 86,400 / interruptions per day.</summary>
    /// <param name="nodes">Nodes of the job, at least 1.</param>
    /// <returns>Seconds; +∞ when nothing fails.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nodes"/> is below 1.</exception>
    public double MttfSeconds(int nodes) => FailureRate.SecondsPerDay / JobFailuresPerDay(nodes);

    /// <summary>Nodes of a job lost in a day, each counted: N × (rate + Σ rate of the domain). What a count per node sees.</summary>
    /// <param name="nodes">Nodes of the job, at least 1.</param>
    /// <returns>Nodes per day. Divided by <see cref="JobFailuresPerDay"/> it is the nodes that one interruption takes.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nodes"/> is below 1.</exception>
    public double NodesLostPerDay(int nodes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 1);
        return Rate.JobFailuresPerDay(nodes, Scaling) + Domains.Sum(domain => nodes * domain.FailuresPerDay);
    }
}
