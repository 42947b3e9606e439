namespace Feedline.Tool.Json;

/// <summary>An estimate with its 95 % interval.</summary>
internal sealed record EstimateDocument(double Value, double Low, double High);
