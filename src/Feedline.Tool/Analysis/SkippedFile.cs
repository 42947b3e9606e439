namespace Feedline.Tool.Analysis;

/// <summary>A file of a folder that was not read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">Why, in words.</param>
internal sealed record SkippedFile(string Path, string Reason);
