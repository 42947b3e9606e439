namespace Feedline.Tool.Json;

/// <summary>The what-if of one recorded job. BaselineSteps is null where too few steps were undisturbed to say anything, EttrComparison without steps.</summary>
internal sealed record JobWhatIfDocument(
    string Job,
    int WorldSize,
    double WallSeconds,
    double Goodput,
    double Ettr,
    string Finish,
    int? BaselineSteps,
    IReadOnlyList<RemovalDocument> Without,
    IReadOnlyList<InteractionDocument> Interactions,
    EttrComparisonDocument? EttrComparison);
