namespace Feedline.Reliability;

/// <summary>A published mean time to failure of jobs of one size.</summary>
/// <param name="Nodes">Nodes of the job, above 0. GPUs do as well, when all points have them.</param>
/// <param name="MttfSeconds">Mean time to failure in seconds, above 0.</param>
public readonly record struct ScalePoint(double Nodes, double MttfSeconds);
