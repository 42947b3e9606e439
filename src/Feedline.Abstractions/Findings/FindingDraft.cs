using System.Collections.Immutable;

namespace Feedline;

/// <summary>What a rule says: the condition holds now. The engine makes findings of it.</summary>
public sealed record FindingDraft
{
    /// <summary>The job, by <see cref="JobView.Job"/>.</summary>
    public required string Job { get; init; }

    /// <summary>What is the matter, in one sentence with numbers.</summary>
    public required string Message { get; init; }

    /// <summary>Since when the condition holds, in nanoseconds since 1970: usually earlier than the evaluation that notices it.</summary>
    public required long StartUnixNanoseconds { get; init; }

    /// <summary>The time of the youngest sample that shows the condition, in nanoseconds since 1970.</summary>
    public required long EndUnixNanoseconds { get; init; }

    /// <summary>Who it is about; empty for the whole job.</summary>
    public ImmutableArray<Subject> Subjects { get; init; } = [];

    /// <summary>
    /// Tells findings of one rule in one job apart. Null for the subjects themselves: a draft with other subjects is then
    /// another finding. A constant for a rule whose subjects may become clearer while a finding is open.
    /// </summary>
    public string? Discriminator { get; init; }

    /// <summary>The severity; null for the rule's default.</summary>
    public FindingSeverity? Severity { get; init; }

    /// <summary>The failure mode; null for the rule's own.</summary>
    public FailureMode? FailureMode { get; init; }

    /// <summary>The layer; null for the rule's own.</summary>
    public Layer? Layer { get; init; }

    /// <summary>How sure the rule is, 0 to 1.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>The numbers that speak for it.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>Signals that would have made the rule surer but are not there.</summary>
    public ImmutableArray<string> MissingInputs { get; init; } = [];

    /// <summary>What to do.</summary>
    public ImmutableArray<Mitigation> Mitigations { get; init; } = [];
}
