namespace Feedline;

/// <summary>What a detector says of one sample.</summary>
/// <param name="Score">
/// How unusual the sample is, 0 to 1. Calibrated: of quiet windows a share of 1 - s holds a sample that scores s or more, so 0.99 is one
/// false alarm in about 100 windows. 0 when there is a <paramref name="Reason"/>.
/// </param>
/// <param name="Observed">The value as it was given.</param>
/// <param name="Expected">What was expected before the value was seen, in its unit; NaN while nothing is known.</param>
/// <param name="Lower">Values below are alarms on their own; NaN while nothing is known.</param>
/// <param name="Upper">Values above are alarms on their own; NaN while nothing is known.</param>
/// <param name="IsAnomalous">An alarm begins here. An anomaly that lasts is one alarm, where it begins.</param>
/// <param name="Reason">Why the sample was not scored; <see cref="UnscoredReason.None"/> when it was.</param>
public readonly record struct AnomalyScore(
    double Score, double Observed, double Expected, double Lower, double Upper, bool IsAnomalous, UnscoredReason Reason);
