namespace Feedline.Tool.Json;

/// <summary>Where the GPU time went. Decimal, because a sum of doubles would not close.</summary>
internal sealed record LedgerDocument(
    decimal GpuSeconds,
    decimal Productive,
    IReadOnlyList<LossDocument> Losses,
    decimal Unattributed,
    double Goodput,
    IReadOnlyList<LedgerWindowDocument> Windows);
