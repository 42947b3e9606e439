namespace Feedline.Tool.Json;

/// <summary>A rule that did not look, because signals are missing.</summary>
internal sealed record SkippedRuleDocument(string RuleId, string FailureMode, IReadOnlyList<string> MissingSignals);
