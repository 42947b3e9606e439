namespace Feedline.Tool.Json;

/// <summary>GPU time lost to one cause.</summary>
internal sealed record LossDocument(string Cause, string Layer, decimal GpuSeconds, IReadOnlyList<LossPartDocument> Parts);
