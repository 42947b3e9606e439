namespace Feedline.MachineLearning.Classification;

/// <summary>One regression tree in arrays: by node its feature, threshold, children and expected value; by leaf its value.</summary>
internal sealed class Tree(byte[] features, float[] thresholds, short[] lower, short[] greater, float[] expected, float[] leaves)
{
    public byte[] Features { get; } = features;

    public float[] Thresholds { get; } = thresholds;

    /// <summary>Where to go when the feature is at most the threshold.</summary>
    public short[] Lower { get; } = lower;

    public short[] Greater { get; } = greater;

    /// <summary>The mean value of the training windows that come to the node.</summary>
    public float[] Expected { get; } = expected;

    public float[] Leaves { get; } = leaves;

    public int LeafOf(ReadOnlySpan<float> features)
    {
        if (Features.Length == 0)
            return 0;

        int node = 0;
        while (node >= 0)
            node = features[Features[node]] <= Thresholds[node] ? Lower[node] : Greater[node];

        return ~node;
    }

    /// <summary>Adds what each node's answer changes; gives the value expected at the root.</summary>
    public double Explain(ReadOnlySpan<float> features, Span<double> contributions)
    {
        if (Features.Length == 0)
            return Leaves[0];

        int node = 0;
        double before = Expected[0];
        while (node >= 0)
        {
            int feature = Features[node];
            node = features[feature] <= Thresholds[node] ? Lower[node] : Greater[node];
            double after = node >= 0 ? Expected[node] : Leaves[~node];
            contributions[feature] += after - before;
            before = after;
        }

        return Expected[0];
    }
}
