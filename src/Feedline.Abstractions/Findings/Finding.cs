using System.Collections.Immutable;

namespace Feedline;

/// <summary>Something that starves, or starved, the GPUs of a job.</summary>
/// <remarks>An immutable snapshot; each evaluation that changes a finding makes a new one.</remarks>
public sealed record Finding
{
    /// <summary>The rule that found it.</summary>
    public required RuleDescriptor Rule { get; init; }

    /// <summary>The identity by which it is de-duplicated.</summary>
    public required FindingKey Key { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required FindingState State { get; init; }

    /// <summary>The way of failing.</summary>
    public required FailureMode FailureMode { get; init; }

    /// <summary>The layer the cause sits in.</summary>
    public required Layer Layer { get; init; }

    /// <summary>How much it matters: configuration over draft over the rule's default.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>How sure the rule is, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Who it is about; empty for the whole job.</summary>
    public required ImmutableArray<Subject> Subjects { get; init; }

    /// <summary>What is the matter, in one sentence with numbers.</summary>
    public required string Message { get; init; }

    /// <summary>When it began, in nanoseconds since 1970.</summary>
    public required long StartUnixNanoseconds { get; init; }

    /// <summary>The time of the youngest sample that shows it, in nanoseconds since 1970.</summary>
    public required long EndUnixNanoseconds { get; init; }

    /// <summary>The time of the evaluation that opened it, in nanoseconds since 1970. The delay is this less the start.</summary>
    public required long DetectedUnixNanoseconds { get; init; }

    /// <summary>In how many evaluations it held.</summary>
    public required int Occurrences { get; init; }

    /// <summary>The numbers that speak for it.</summary>
    public required ImmutableArray<Evidence> Evidence { get; init; }

    /// <summary>Signals that would have made the rule surer but are not there.</summary>
    public required ImmutableArray<string> MissingInputs { get; init; }

    /// <summary>What to do.</summary>
    public required ImmutableArray<Mitigation> Mitigations { get; init; }

    /// <summary>When it began; rounded down to 100 ns.</summary>
    public DateTimeOffset Start => UnixTime.ToDateTimeOffset(StartUnixNanoseconds);

    /// <summary>The time of the youngest sample that shows it; rounded down to 100 ns.</summary>
    public DateTimeOffset End => UnixTime.ToDateTimeOffset(EndUnixNanoseconds);

    /// <summary>The time of the evaluation that opened it; rounded down to 100 ns.</summary>
    public DateTimeOffset DetectedAt => UnixTime.ToDateTimeOffset(DetectedUnixNanoseconds);
}
