namespace Feedline.Tool.Json;

/// <summary>What a trace lacked.</summary>
internal sealed record TraceGapsDocument(
    long Missing, long Repeated, long Unusable, long Unmodelled, IReadOnlyList<string> UnmodelledTypes, IReadOnlyList<long> IncompleteSteps);
