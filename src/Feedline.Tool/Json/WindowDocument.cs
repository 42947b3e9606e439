namespace Feedline.Tool.Json;

/// <summary>From the first to the last sample of a job; both null when there is none.</summary>
internal sealed record WindowDocument(string? Start, string? End);
