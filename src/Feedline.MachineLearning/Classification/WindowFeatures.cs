using System.Collections.Immutable;
using System.Text;

namespace Feedline.MachineLearning.Classification;

/// <summary>The names of the features, as the model card and a finding's evidence give them.</summary>
internal static class WindowFeatures
{
    /// <summary>By <see cref="WindowFeature"/>: <c>StepExcess</c> is <c>step-excess</c>.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Enum.GetNames<WindowFeature>().Select(Hyphenate)];

    /// <summary>By how much a feature varies at least in quiet windows: what never varied in training is not to count for everything.</summary>
    public static double LeastSpread(WindowFeature feature) => feature switch
    {
        WindowFeature.PauseRatio or WindowFeature.RetransmitRate => 1,
        WindowFeature.FrozenRatio => 0.5,
        WindowFeature.CheckpointWriteRatio or WindowFeature.CheckpointBlockingRatio => 0.3,
        WindowFeature.CheckpointCost => 0.02,
        WindowFeature.StepScore or WindowFeature.WaitScore or WindowFeature.ComputeScore or WindowFeature.ComputeSlowestScore
            or WindowFeature.CollectiveScore or WindowFeature.ReadScore or WindowFeature.MetadataScore or WindowFeature.RestScore
            or WindowFeature.DisagreementScore => 2,
        WindowFeature.ComputeSlowestSame or WindowFeature.CollectiveLeastSame => 0.15,
        WindowFeature.SentExcess or WindowFeature.SentBusiestExcess or WindowFeature.SilentRanks or WindowFeature.BehindRanks
            or WindowFeature.IdleRanks or WindowFeature.BusyRanks or WindowFeature.WorkersMissing or WindowFeature.RestartRecent => 0.1,
        _ => 0.05,
    };

    private static string Hyphenate(string name)
    {
        var text = new StringBuilder();
        foreach (char letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('-');

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
