namespace Feedline.Tool.Training;

/// <summary>One failure mode of a training.</summary>
/// <param name="Mode">Its id; <c>healthy</c> for windows of none.</param>
/// <param name="Windows">How many windows are of it.</param>
/// <param name="Named">How many of them were named so by a model trained without their recording; null with a single recording.</param>
/// <param name="FalselyNamed">How many others were.</param>
/// <param name="F1">The harmonic mean of precision and recall.</param>
internal sealed record TrainedMode(string Mode, int Windows, int? Named, int? FalselyNamed, double? F1);
