namespace Feedline.Tool.Json;

/// <summary>What followed from a cause.</summary>
internal sealed record EffectDocument(string RuleId, string FailureMode, string Severity, string Message);
