namespace Feedline.UsageScoring;

/// <summary>A fault that was put into the log.</summary>
/// <param name="Kind">How it was made.</param>
/// <param name="Mode">The failure mode it should be found as.</param>
/// <param name="Keys">The keys to be named; none when no key is to blame.</param>
/// <param name="Start">When it begins, in seconds.</param>
/// <param name="End">When it ends.</param>
internal sealed record Planted(string Kind, string Mode, string[] Keys, double Start, double End);
