namespace Feedline.Tool.Json;

/// <summary>What removing both of two causes saves beyond what removing each alone saves.</summary>
internal sealed record InteractionDocument(IReadOnlyList<string> Causes, EstimateDocument Seconds);
