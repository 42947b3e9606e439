namespace Feedline.Reliability;

/// <summary>How often one node failed.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Failures">How often it failed, at least 0.</param>
/// <param name="Days">How many days it could have failed in, above 0.</param>
public readonly record struct NodeCount(string Node, long Failures, double Days);
