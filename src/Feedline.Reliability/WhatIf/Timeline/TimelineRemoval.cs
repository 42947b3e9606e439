using System.Collections.Immutable;

namespace Feedline.Reliability;

/// <summary>What a run would have been without some causes.</summary>
/// <param name="Causes">The causes taken away.</param>
/// <param name="Steps">How many steps that changes.</param>
/// <param name="SavedSeconds">Wall time saved: so much sooner it would have come to where it ended.</param>
/// <param name="Goodput">Productive over wall time, 0 to 1.</param>
public sealed record TimelineRemoval(ImmutableArray<string> Causes, int Steps, WhatIfEstimate SavedSeconds, WhatIfEstimate Goodput);
