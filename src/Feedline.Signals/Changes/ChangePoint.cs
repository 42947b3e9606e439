namespace Feedline.Signals;

/// <summary>A change of a series.</summary>
/// <param name="Index">The first value after it.</param>
/// <param name="Kind">What changes.</param>
public readonly record struct ChangePoint(int Index, ChangeKind Kind);
