namespace Feedline.Tool.Analysis;

/// <summary>How a recording was read.</summary>
/// <param name="Points">Data points read, those included that were dropped afterwards.</param>
/// <param name="Series">Series they fell into.</param>
/// <param name="Dropped">What could not be used, by reason; empty when all was used.</param>
/// <param name="Files">The files read.</param>
/// <param name="SkippedFiles">The files not read at all.</param>
internal sealed record InputSummary(
    long Points,
    long Series,
    IReadOnlyList<DroppedInput> Dropped,
    IReadOnlyList<string> Files,
    IReadOnlyList<SkippedFile> SkippedFiles);
