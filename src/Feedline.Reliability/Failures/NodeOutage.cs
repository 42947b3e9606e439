namespace Feedline.Reliability;

/// <summary>A time in which a node could not work.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="StartDays">When it failed, in days on any clock.</param>
/// <param name="EndDays">When it was back, in days, not before the start; +∞ while it is still out.</param>
public readonly record struct NodeOutage(string Node, double StartDays, double EndDays);
