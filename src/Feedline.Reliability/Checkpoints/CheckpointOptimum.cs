namespace Feedline.Reliability;

/// <summary>The best interval between saves.</summary>
/// <param name="IntervalSeconds">Seconds of computing between saves.</param>
/// <param name="Ettr">Share of time that is productive with it, 0 to 1.</param>
public readonly record struct CheckpointOptimum(double IntervalSeconds, double Ettr);
