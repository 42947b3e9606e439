namespace Feedline;

/// <summary>What a detector says of one window of several signals.</summary>
/// <param name="Score">
/// How unusual the window is, 0 to 1. Calibrated: of quiet windows a share of 1 - s scores s or more, so 0.99 is one false alarm in
/// about 100 windows. 0 when there is a <paramref name="Reason"/>.
/// </param>
/// <param name="Distance">How far the window is from the usual ones, by the detector's own measure; NaN when there is a reason.</param>
/// <param name="AlarmDistance">From this distance on it is an anomaly; NaN while nothing is known.</param>
/// <param name="IsAnomalous">The window is an anomaly.</param>
/// <param name="Reason">Why the window was not scored; <see cref="UnscoredReason.None"/> when it was.</param>
public readonly record struct WindowScore(double Score, double Distance, double AlarmDistance, bool IsAnomalous, UnscoredReason Reason);
