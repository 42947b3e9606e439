using System.Collections.Immutable;

namespace Feedline;

/// <summary>Says of a rule whether it runs, and if not, why.</summary>
/// <remarks>An immutable snapshot. Times are those of evaluations: the data's in a replay, the clock's when live.</remarks>
public sealed record RuleStatus
{
    /// <summary>The rule's id.</summary>
    public required string RuleId { get; init; }

    /// <summary>What became of it in the youngest evaluation.</summary>
    public required RuleOutcome Outcome { get; init; }

    /// <summary>The required signals that had no series when the rule was looked at last; empty when all were there.</summary>
    public required ImmutableArray<string> MissingSignals { get; init; }

    /// <summary>The time of the last evaluation in which it ran, failed runs included; null before the first.</summary>
    public required DateTimeOffset? LastRun { get; init; }

    /// <summary>How often it ran, failed runs included.</summary>
    public required long Evaluations { get; init; }

    /// <summary>How many conditions it reported in all its runs.</summary>
    public required long Reports { get; init; }

    /// <summary>How many reports were dropped because <see cref="RuleExecutionOptions.MaxFindings"/> findings were there already.</summary>
    public required long DroppedReports { get; init; }

    /// <summary>How many of its runs failed.</summary>
    public required long Failures { get; init; }

    /// <summary>What the last failure was; null when there was none.</summary>
    public required string? LastFailure { get; init; }

    /// <summary>Until when it is quarantined; null when it is not.</summary>
    public required DateTimeOffset? QuarantinedUntil { get; init; }
}
