namespace Feedline.Sources;

/// <summary>What a first look at a file gave.</summary>
/// <param name="FirstTime">The time of the earliest point on the first line that has one; the greatest number when no line has.</param>
/// <param name="Skipped">Why the file is no recording, or null.</param>
internal readonly record struct ProbeResult(long FirstTime, string? Skipped);
