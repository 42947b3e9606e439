namespace Feedline.DetectionScoring.Nab;

/// <summary>What the Numenta Anomaly Benchmark (NAB) pays for a window found and charges for a missed window and a false alarm.</summary>
/// <param name="Name">NAB's name of it.</param>
/// <param name="Found">The most that a window found can give.</param>
/// <param name="Missed">What a window costs in which nothing is detected.</param>
/// <param name="False">The most that a detection outside all windows costs.</param>
internal sealed record NabProfile(string Name, double Found, double Missed, double False)
{
    public static NabProfile Standard { get; } = new("standard", 1, 1, 0.11);

    public static NabProfile LowFalsePositives { get; } = new("reward low FP rate", 1, 1, 0.22);

    public static NabProfile LowFalseNegatives { get; } = new("reward low FN rate", 1, 2, 0.11);

    public static IReadOnlyList<NabProfile> All { get; } = [Standard, LowFalsePositives, LowFalseNegatives];
}
