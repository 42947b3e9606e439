using System.Collections.Immutable;

namespace Feedline;

/// <summary>All findings at the end of an evaluation, so that readers on other threads see them in step.</summary>
internal sealed record FindingSnapshot(ImmutableArray<Finding> All, ImmutableArray<Finding> Active)
{
    public static FindingSnapshot Empty { get; } = new([], []);
}
