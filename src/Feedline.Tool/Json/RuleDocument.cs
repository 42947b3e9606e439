namespace Feedline.Tool.Json;

/// <summary>A rule.</summary>
internal sealed record RuleDocument(
    string Id,
    string Title,
    string Layer,
    string FailureMode,
    string Severity,
    IReadOnlyList<string> RequiredSignals,
    string? HelpLink);
