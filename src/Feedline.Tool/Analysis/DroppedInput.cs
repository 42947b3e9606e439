namespace Feedline.Tool.Analysis;

/// <summary>Input that could not be used.</summary>
/// <param name="Reason">Why, as a stable id such as <c>malformed-line</c>.</param>
/// <param name="Count">How often.</param>
/// <param name="File">Where it was seen first, or null when it cannot be told.</param>
/// <param name="Line">The line of the first, from 1, or null.</param>
/// <param name="Detail">More about the first, or null.</param>
internal sealed record DroppedInput(string Reason, long Count, string? File, long? Line, string? Detail);
