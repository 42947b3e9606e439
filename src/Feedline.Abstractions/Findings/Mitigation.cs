namespace Feedline;

/// <summary>Advice on what to do about a finding.</summary>
/// <param name="Kind">The kind of act.</param>
/// <param name="Description">What to do, in a sentence.</param>
public sealed record Mitigation(MitigationKind Kind, string Description);
