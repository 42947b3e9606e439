namespace Feedline.MachineLearning.Classification;

/// <summary>Between which values each feature lay in the training windows of one mode, or of none.</summary>
/// <param name="Least">By feature, in the novelty test's scale.</param>
/// <param name="Greatest">By feature, likewise.</param>
internal sealed record Envelope(float[] Least, float[] Greatest);
