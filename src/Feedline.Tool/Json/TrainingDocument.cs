namespace Feedline.Tool.Json;

/// <summary>What <c>feedline train --format json</c> prints. The macro-F1 is null with a single recording.</summary>
internal sealed record TrainingDocument(
    int SchemaVersion, string Model, long Bytes, int Recordings, int Windows, double? MacroF1, IReadOnlyList<Training.TrainedMode> Modes, IReadOnlyList<string> Unlearned);
