namespace Feedline.Reliability;

/// <summary>How two causes act together.</summary>
/// <param name="First">One cause.</param>
/// <param name="Second">The other.</param>
/// <param name="Seconds">
/// What removing both saves, less what removing each alone saves. Above 0: while one is there, removing the other wins little
/// (they hide each other). Below 0: removing either wins some of the same time. About 0: they have nothing to do with each other.
/// </param>
public sealed record TimelineInteraction(string First, string Second, WhatIfEstimate Seconds);
