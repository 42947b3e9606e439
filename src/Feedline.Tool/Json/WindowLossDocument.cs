namespace Feedline.Tool.Json;

/// <summary>GPU time lost to one cause in one minute.</summary>
internal sealed record WindowLossDocument(string Cause, string Layer, decimal GpuSeconds);
