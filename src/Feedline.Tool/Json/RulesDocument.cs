namespace Feedline.Tool.Json;

/// <summary>The built-in rules.</summary>
internal sealed record RulesDocument(int SchemaVersion, IReadOnlyList<RuleDocument> Rules);
