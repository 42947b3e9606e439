namespace Feedline.Tool.Analysis;

/// <summary>How a recording was read.</summary>
/// <param name="Points">Samples read.</param>
/// <param name="Series">Series they fell into.</param>
/// <param name="Dropped">What could not be used, and why; empty when all was used.</param>
/// <param name="Files">The files read.</param>
internal sealed record InputSummary(
    long Points, long Series, IReadOnlyList<DroppedInput> Dropped, IReadOnlyList<string> Files);
