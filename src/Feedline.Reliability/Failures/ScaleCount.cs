namespace Feedline.Reliability;

/// <summary>Failures counted on jobs of one size.</summary>
/// <param name="Nodes">Nodes of the jobs, above 0.</param>
/// <param name="JobDays">How long such jobs ran, together, in days, above 0.</param>
/// <param name="Failures">How often they failed, at least 0.</param>
public readonly record struct ScaleCount(double Nodes, double JobDays, long Failures);
