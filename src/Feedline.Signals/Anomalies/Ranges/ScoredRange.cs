namespace Feedline.Signals;

/// <summary>A stretch of a series that is unusual.</summary>
/// <param name="First">Its first value.</param>
/// <param name="Last">Its last value, within.</param>
/// <param name="Peak">The value with the highest score.</param>
/// <param name="Score">The score there, 0 to 1.</param>
/// <param name="View">What tells most there.</param>
public readonly record struct ScoredRange(int First, int Last, int Peak, double Score, RangeView View);
