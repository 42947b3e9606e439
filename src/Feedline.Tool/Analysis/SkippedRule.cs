namespace Feedline.Tool.Analysis;

/// <summary>A rule that could not look, or not always: not having looked is not the same as having found nothing.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="MissingSignals">The required signals that the recording does not hold.</param>
/// <param name="Failure">How the rule failed, or null.</param>
internal sealed record SkippedRule(RuleDescriptor Rule, IReadOnlyList<string> MissingSignals, string? Failure);
