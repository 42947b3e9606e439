namespace Feedline.Reliability;

/// <summary>One weighing of the blocks.</summary>
/// <param name="Cumulative">Probability up to each edge of the bins; with <paramref name="Exceeding"/>, 1 in all.</param>
/// <param name="Exceeding">Probability of a value beyond the threshold.</param>
/// <param name="JitterMean">Mean of the jitter under these weights.</param>
/// <param name="TimeMean">Mean of the own times under these weights.</param>
internal sealed record JitterBody(double[] Cumulative, double Exceeding, double JitterMean, double TimeMean);
