using System.Collections.Immutable;

namespace Feedline;

/// <summary>A cause, what followed from it, and what both cost.</summary>
public sealed record Diagnosis
{
    /// <summary>The finding at the root.</summary>
    public required Finding Root { get; init; }

    /// <summary>Findings that the root explains.</summary>
    public required ImmutableArray<Finding> Effects { get; init; }

    /// <summary>GPU time the ledger charges to the root, in seconds; NaN in a job without ranks, where none is measured.</summary>
    public required double LostGpuSeconds { get; init; }
}
