namespace Feedline.Reliability;

/// <summary>How far a simulation has come.</summary>
/// <param name="Completed">Replications that are done.</param>
/// <param name="Total">Replications to do.</param>
public readonly record struct SimulationProgress(int Completed, int Total);
