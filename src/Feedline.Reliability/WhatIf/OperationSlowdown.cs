namespace Feedline.Reliability;

/// <summary>What one type of operation alone does to the step.</summary>
/// <param name="Operation">The type, one of <see cref="OperationTypes"/>; sends and receives of a direction are one.</param>
/// <param name="Slowdown">Mean step seconds with only this type at its recorded times, over ideal step seconds.</param>
public readonly record struct OperationSlowdown(string Operation, double Slowdown);
