namespace Feedline.MachineLearning.Classification;

/// <summary>The features of a window, and what was the matter in it.</summary>
/// <param name="Recording">The recording it is of: what is trained on one is never tested on it.</param>
/// <param name="UnixNanoseconds">When it was looked at.</param>
/// <param name="Features">By <see cref="WindowFeature"/>; NaN for what is not measured.</param>
/// <param name="Modes">The failure modes; empty for a quiet window.</param>
/// <param name="IsClear">False while something begins or ends: nobody could say what such a window is of.</param>
internal sealed record LabelledWindow(string Recording, long UnixNanoseconds, double[] Features, IReadOnlyList<FailureMode> Modes, bool IsClear);
