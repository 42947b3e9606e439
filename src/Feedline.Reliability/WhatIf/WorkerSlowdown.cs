namespace Feedline.Reliability;

/// <summary>What one worker does to the step.</summary>
/// <param name="Rank">Its global rank, as recorded; where it was not, workers are numbered stage by stage.</param>
/// <param name="DataParallelRank">Its data-parallel rank.</param>
/// <param name="Stage">Its pipeline stage.</param>
/// <param name="Slowdown">The lesser of its data-parallel rank's and its stage's slowdown: a slow worker raises both.</param>
public readonly record struct WorkerSlowdown(int Rank, int DataParallelRank, int Stage, double Slowdown);
