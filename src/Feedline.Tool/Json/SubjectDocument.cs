namespace Feedline.Tool.Json;

/// <summary>Who a cause is about.</summary>
internal sealed record SubjectDocument(int? Rank, string? Node, string? Device, string? Key);
