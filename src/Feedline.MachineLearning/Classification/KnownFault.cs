namespace Feedline.MachineLearning.Classification;

/// <summary>What is known to have gone wrong in a labelled recording.</summary>
/// <param name="Mode">The failure mode.</param>
/// <param name="Start">When it began, in nanoseconds since 1970.</param>
/// <param name="End">When it ended, in nanoseconds since 1970.</param>
internal readonly record struct KnownFault(FailureMode Mode, long Start, long End);
