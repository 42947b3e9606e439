namespace Feedline.Rules;

/// <summary>A key that appeared as one like it fell silent, seen from the log alone.</summary>
/// <param name="Old">The key that fell silent.</param>
/// <param name="New">The key that appeared.</param>
/// <param name="Chance">The probability that one like it fell silent just then by chance.</param>
internal sealed record KeyLink(KeyUse Old, KeyUse New, double Chance);
