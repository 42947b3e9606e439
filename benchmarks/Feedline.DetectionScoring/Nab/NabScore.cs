namespace Feedline.DetectionScoring.Nab;

/// <summary>The score of a detector in one profile.</summary>
/// <param name="Value">0 for detecting nothing, 100 for a detection at the very start of every window and no other; may be below 0.</param>
/// <param name="Threshold">The score from which on a row is a detection: the one for all files that gives most. Infinite for none.</param>
internal readonly record struct NabScore(double Value, double Threshold);
