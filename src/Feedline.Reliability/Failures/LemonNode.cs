namespace Feedline.Reliability;

/// <summary>A node that fails more often than chance explains.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Failures">How often it failed.</param>
/// <param name="Expected">How often a node with its days fails on average.</param>
/// <param name="PValue">How often a node that is like the others fails so often or more.</param>
/// <param name="QValue">The least false discovery rate at which it is found among all nodes.</param>
public readonly record struct LemonNode(string Node, long Failures, double Expected, double PValue, double QValue);
