namespace Feedline.Tool.Json;

/// <summary>Where the GPU time of one minute went.</summary>
internal sealed record LedgerWindowDocument(
    string Start, string End, decimal GpuSeconds, decimal Productive, IReadOnlyList<WindowLossDocument> Losses, decimal Unattributed, double Goodput);
