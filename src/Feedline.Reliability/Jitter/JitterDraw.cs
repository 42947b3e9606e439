using Feedline.Signals;

namespace Feedline.Reliability;

/// <summary>One set of parameters that the data leave possible.</summary>
/// <param name="Body">The jitter up to the threshold.</param>
/// <param name="Tail">The jitter beyond it.</param>
/// <param name="RankDeviation">Standard deviation of the means of ranks.</param>
/// <param name="RankShift">How far the mean of all ranks there could be is from the mean of those fitted.</param>
/// <param name="Dependence">α: N ranks have the largest of N^α independent draws.</param>
internal sealed record JitterDraw(JitterBody Body, ParetoTail Tail, double RankDeviation, double RankShift, double Dependence);
