namespace Feedline.Tool.Json;

/// <summary>Input that could not be used; file, line and detail are those of the first of its kind.</summary>
internal sealed record DroppedDocument(string Reason, long Count, string? File, long? Line, string? Detail);
