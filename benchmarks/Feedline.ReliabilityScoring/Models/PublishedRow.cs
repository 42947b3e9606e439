namespace Feedline.ReliabilityScoring.Models;

/// <summary>One published figure beside what follows from the inputs published with it.</summary>
/// <param name="Figure">What it is, with its inputs.</param>
/// <param name="Published">As printed.</param>
/// <param name="Computed">Ours, rounded like the printed one and one digit more.</param>
/// <param name="Source">Where it is printed.</param>
/// <param name="Verdict">"yes", or why not.</param>
internal sealed record PublishedRow(string Figure, string Published, string Computed, string Source, string Verdict);
