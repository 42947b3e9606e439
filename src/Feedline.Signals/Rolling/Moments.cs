namespace Feedline.Signals;

/// <summary>Count, mean and Σ(x - mean)² of a stretch.</summary>
internal readonly record struct Moments(double Count, double Mean, double SquaredDeviations);
