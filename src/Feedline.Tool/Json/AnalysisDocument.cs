namespace Feedline.Tool.Json;

/// <summary>The contract for a recording of one job, or of none: the job stands at the top.</summary>
internal sealed record AnalysisDocument(
    int SchemaVersion,
    string? Job,
    int WorldSize,
    WindowDocument Window,
    IReadOnlyList<FindingDocument> Findings,
    LedgerDocument Ledger,
    IReadOnlyList<SkippedRuleDocument> SkippedRules,
    InputsDocument Inputs);
