namespace Feedline.MachineLearning;

/// <summary>How a component's part of a model is marked.</summary>
/// <param name="Signature">Eight letters that begin it.</param>
/// <param name="LoadName">The name its loader is found by, at most 20 letters.</param>
/// <param name="Version">The version that is written.</param>
/// <param name="OldestVersion">The oldest version that is read.</param>
internal sealed record ModelFormat(string Signature, string LoadName, uint Version, uint OldestVersion);
