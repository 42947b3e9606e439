namespace Feedline.Tool.Json;

/// <summary>A cause.</summary>
internal sealed record FindingDocument(
    string RuleId,
    string FailureMode,
    string Layer,
    string Severity,
    double? Confidence,
    string State,
    string Start,
    string End,
    string DetectedAt,
    IReadOnlyList<SubjectDocument> Subjects,
    decimal? LostGpuSeconds,
    string Message,
    IReadOnlyList<EvidenceDocument> Evidence,
    IReadOnlyList<string> MissingInputs,
    IReadOnlyList<MitigationDocument> Mitigations,
    IReadOnlyList<EffectDocument> Effects);
