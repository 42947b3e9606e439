namespace Feedline;

/// <summary>A number that speaks for a finding, beside what it should be.</summary>
/// <param name="Statistic">What was computed, in words: <c>median collective time</c>.</param>
/// <param name="Observed">What it is.</param>
/// <param name="Expected">What the run itself led one to expect.</param>
/// <param name="Unit">The unit of both, in UCUM notation.</param>
public sealed record Evidence(string Statistic, double Observed, double Expected, string Unit);
