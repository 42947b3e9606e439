namespace Feedline.Reliability;

/// <summary>What the slowest of many ranks costs a synchronous step.</summary>
/// <remarks>Each value is the median of what the data leave possible. Times are in the unit of the fitted times.</remarks>
/// <param name="Ranks">N, how many ranks wait for each other.</param>
/// <param name="StepTime">Mean time of a step, E[max of N own times]. +∞ where the tail has no mean.</param>
/// <param name="TypicalStepTime">
/// The step time that half the steps exceed, what all ranks share being at its mean. Finite whatever the tail.
/// </param>
/// <param name="Efficiency">
/// Mean own time / mean step time: the share of rank time that is not spent waiting for the slowest. In (0, 1], 1 for constant times,
/// and 0 only where <paramref name="StepTime"/> is +∞.
/// </param>
/// <param name="ConsistencyIndex">
/// Peak step time / mean step time, the peak being <see cref="JitterModel.PeakTime"/>: the share of peak throughput that survives both
/// the slowdowns all ranks share and the tail at N. In (0, 1], at most the efficiency, and 0 only where
/// <paramref name="StepTime"/> is +∞.
/// </param>
public readonly record struct JitterPrediction(
    int Ranks,
    Estimate StepTime,
    Estimate TypicalStepTime,
    Estimate Efficiency,
    Estimate ConsistencyIndex);
