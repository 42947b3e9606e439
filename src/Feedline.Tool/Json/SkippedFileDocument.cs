namespace Feedline.Tool.Json;

/// <summary>A file of a folder that was not read.</summary>
internal sealed record SkippedFileDocument(string Path, string Reason);
