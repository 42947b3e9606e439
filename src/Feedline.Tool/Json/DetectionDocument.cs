namespace Feedline.Tool.Json;

/// <summary>The contract for a series that was looked at as a whole.</summary>
internal sealed record DetectionDocument(
    int SchemaVersion,
    long Rows,
    int Window,
    double? Period,
    IReadOnlyList<RangeDocument> Ranges,
    long WithoutTime,
    long NotFinite);
