using System.Collections.Immutable;

namespace Feedline.Reliability;

/// <summary>What a recorded run would have been without each of its causes of loss.</summary>
public sealed record TimelineWhatIfReport
{
    /// <summary>How many undisturbed steps the others were redrawn from.</summary>
    public required int BaselineSteps { get; init; }

    /// <summary>The run's wall time in seconds.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Its goodput as measured.</summary>
    public required double Goodput { get; init; }

    /// <summary>Without each cause; then, where there are several, without all of them.</summary>
    public required ImmutableArray<TimelineRemoval> Removals { get; init; }

    /// <summary>How each pair of causes that share a step acts together.</summary>
    public required ImmutableArray<TimelineInteraction> Interactions { get; init; }
}
