namespace Feedline.Tool.Json;

/// <summary>A number that speaks for a cause. A number that is not finite is null: JSON has no other way to say it.</summary>
internal sealed record EvidenceDocument(string Statistic, double? Observed, double? Expected, string Unit);
