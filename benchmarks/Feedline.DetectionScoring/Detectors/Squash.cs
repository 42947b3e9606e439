namespace Feedline.DetectionScoring.Detectors;

/// <summary>Brings a deviation from 0 up into [0, 1) without changing the order: 3 gives 0.75.</summary>
internal static class Squash
{
    public static double Of(double deviation) => double.IsPositiveInfinity(deviation) ? 1 : deviation / (1 + deviation);
}
