namespace Feedline.Tool.Json;

/// <summary>One job of several.</summary>
internal sealed record JobDocument(
    string? Job,
    int WorldSize,
    WindowDocument Window,
    IReadOnlyList<FindingDocument> Findings,
    LedgerDocument Ledger);
