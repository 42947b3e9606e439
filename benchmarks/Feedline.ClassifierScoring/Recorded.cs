using Feedline.MachineLearning.Classification;

namespace Feedline.ClassifierScoring;

/// <summary>The windows of one recording.</summary>
/// <param name="Name">The recording's name.</param>
/// <param name="Windows">Its windows.</param>
internal sealed record Recorded(string Name, IReadOnlyList<LabelledWindow> Windows);
