namespace Feedline.Tool.Json;

/// <summary>What to do.</summary>
internal sealed record MitigationDocument(string Kind, string Description);
