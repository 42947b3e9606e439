namespace Feedline.Tool.Json;

/// <summary>How the recording was read.</summary>
internal sealed record InputsDocument(
    long Points,
    long Series,
    IReadOnlyList<DroppedDocument> Dropped,
    IReadOnlyList<string> Files,
    IReadOnlyList<SkippedFileDocument> SkippedFiles);
