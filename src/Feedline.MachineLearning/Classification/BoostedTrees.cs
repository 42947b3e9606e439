namespace Feedline.MachineLearning.Classification;

/// <summary>Regression trees whose values add up to a score: what ML.NET trains, scored without it.</summary>
/// <remarks>
/// Immutable, so any number of threads may score at once; ML.NET's own engine may not be shared. Nothing is allocated for a
/// score, which costs one comparison a level and tree. A child of 0 or more is a node; one below 0 is the leaf ~child.
/// </remarks>
internal sealed class BoostedTrees(double bias, Tree[] trees)
{
    /// <summary>What stands for a value that is not measured; no feature gets so low.</summary>
    public const float Missing = -100;

    /// <summary>The score of no tree.</summary>
    public double Bias { get; } = bias;

    public Tree[] Trees { get; } = trees;

    /// <summary>The sum of the trees' values.</summary>
    /// <param name="features">The features, <see cref="Missing"/> for what is not measured.</param>
    public double Score(ReadOnlySpan<float> features)
    {
        double score = Bias;
        foreach (Tree tree in Trees)
            score += tree.Leaves[tree.LeafOf(features)];

        return score;
    }

    /// <summary>How much each feature adds to the score: on the way to a leaf, what each node's answer changes of the value expected.</summary>
    /// <param name="features">The features.</param>
    /// <param name="contributions">One number a feature; with the expected score they add up to the score.</param>
    /// <returns>The score expected before any feature is known.</returns>
    public double Explain(ReadOnlySpan<float> features, Span<double> contributions)
    {
        contributions.Clear();
        double expected = Bias;
        foreach (Tree tree in Trees)
            expected += tree.Explain(features, contributions);

        return expected;
    }
}
