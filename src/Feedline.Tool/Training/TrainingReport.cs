namespace Feedline.Tool.Training;

/// <summary>What <c>feedline train</c> did.</summary>
/// <param name="Model">The file that was written.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Recordings">How many recordings it was trained on.</param>
/// <param name="Windows">How many windows of them.</param>
/// <param name="Modes">By mode, what leaving out one recording gave; with a single recording, counts alone.</param>
/// <param name="MacroF1">The mean F1 over the modes; NaN with a single recording.</param>
/// <param name="Unlearned">Modes that have too few windows to be learned.</param>
internal sealed record TrainingReport(
    string Model, long Bytes, int Recordings, int Windows, IReadOnlyList<TrainedMode> Modes, double MacroF1, IReadOnlyList<string> Unlearned);
