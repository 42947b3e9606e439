namespace Feedline.MachineLearning.Classification;

/// <summary>Which features go away with a signal: a model also learns from windows without them, as not every job has every signal.</summary>
internal static class SignalMask
{
    /// <summary>Features by what one exporter gives, and so may be missing together.</summary>
    public static IReadOnlyList<WindowFeature[]> Families { get; } =
    [
        [WindowFeature.IdleRanks, WindowFeature.BusyRanks],
        [WindowFeature.CollectiveExcess, WindowFeature.CollectiveScore, WindowFeature.CollectiveVariation, WindowFeature.CollectiveSpreadExcess, WindowFeature.CollectiveLeastSame],
        [
            WindowFeature.ReadExcess, WindowFeature.ReadScore, WindowFeature.ReadSlowestExcess, WindowFeature.MetadataExcess, WindowFeature.MetadataScore,
            WindowFeature.MetadataSlowestExcess, WindowFeature.DecodeExcess, WindowFeature.CheckpointWriteRatio,
        ],
        [WindowFeature.RetransmitRate, WindowFeature.SentExcess, WindowFeature.SentBusiestExcess],
        [
            WindowFeature.ComputeExcess, WindowFeature.ComputeScore, WindowFeature.ComputeSlowestExcess, WindowFeature.ComputeSlowestScore,
            WindowFeature.ComputeSlowestSame, WindowFeature.RestExcess, WindowFeature.RestScore,
        ],
        [WindowFeature.WaitExcess, WindowFeature.WaitScore, WindowFeature.WaitSlowestExcess, WindowFeature.DecodeExcess],
        [WindowFeature.CheckpointBlockingRatio],
        [WindowFeature.DisagreementScore],
        [WindowFeature.WorkersMissing],
    ];

    /// <summary>The features of a window in single precision, missing ones marked.</summary>
    public static void Encode(ReadOnlySpan<double> features, Span<float> encoded)
    {
        for (int i = 0; i < features.Length; i++)
            encoded[i] = double.IsNaN(features[i]) ? BoostedTrees.Missing : (float)features[i];
    }

    /// <summary>The same window without one family.</summary>
    public static float[] Without(float[] features, int family)
    {
        float[] masked = [.. features];
        foreach (WindowFeature feature in Families[family])
            masked[(int)feature] = BoostedTrees.Missing;

        return masked;
    }
}
