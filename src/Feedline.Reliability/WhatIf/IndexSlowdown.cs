namespace Feedline.Reliability;

/// <summary>What one stage, or one data-parallel rank, alone does to the step.</summary>
/// <param name="Index">The stage or the data-parallel rank.</param>
/// <param name="Slowdown">Mean step seconds with only its operations at their recorded times, over ideal step seconds.</param>
public readonly record struct IndexSlowdown(int Index, double Slowdown);
