namespace Feedline.Tool.Json;

/// <summary>A rule that could not look, because signals are missing or because it failed.</summary>
internal sealed record SkippedRuleDocument(
    string RuleId, string FailureMode, IReadOnlyList<string> MissingSignals, string? Failure);
