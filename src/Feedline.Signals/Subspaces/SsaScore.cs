namespace Feedline.Signals;

/// <summary>What <see cref="SsaSpikeDetector"/> says of one value.</summary>
/// <param name="Expected">What was predicted before the value was seen, in its unit; NaN while the window fills.</param>
/// <param name="Deviation">Value less prediction, in its unit; NaN for a missing value and while the window fills.</param>
/// <param name="PValue">How probable a deviation as far out is among the last ones, 1e-8 to 1; NaN for a missing value and while the window fills.</param>
/// <param name="IsAnomalous">Whether it alarms; false for a missing value and until a history is there.</param>
public readonly record struct SsaScore(double Expected, double Deviation, double PValue, bool IsAnomalous);
