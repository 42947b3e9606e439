namespace Feedline.Tool.Json;

/// <summary>The contract for a recording of several jobs.</summary>
internal sealed record AnalysesDocument(
    int SchemaVersion,
    IReadOnlyList<JobDocument> Jobs,
    IReadOnlyList<SkippedRuleDocument> SkippedRules,
    InputsDocument Inputs);
