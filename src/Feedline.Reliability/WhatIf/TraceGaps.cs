using System.Collections.Immutable;

namespace Feedline.Reliability;

/// <summary>What of a trace an analysis could not use, and what it had to do without.</summary>
/// <param name="Missing">How many operations that other steps or ranks have were not recorded. Each counts as taking no time.</param>
/// <param name="Repeated">How many operations were recorded more than once; the longest counts.</param>
/// <param name="Unusable">How many have a negative or not finite time, a negative rank, stage or sequence number, and were left out.</param>
/// <param name="Unmodelled">How many are of types that are not modelled, and were left out.</param>
/// <param name="UnmodelledTypes">Those types.</param>
/// <param name="IncompleteSteps">Steps left out because a rank recorded less than half of them.</param>
public readonly record struct TraceGaps(
    long Missing, long Repeated, long Unusable, long Unmodelled, ImmutableArray<string> UnmodelledTypes, ImmutableArray<long> IncompleteSteps);
