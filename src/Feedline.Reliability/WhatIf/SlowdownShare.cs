namespace Feedline.Reliability;

/// <summary>How much of a slowdown some operations explain.</summary>
/// <param name="Removed">(t − t with these operations ideal) / (t − t ideal): what making them ideal would win back. About 1 when they are all of it; it may exceed 1 or be a little negative.</param>
/// <param name="Added">(t with only these operations as recorded − t ideal) / (t − t ideal): what they alone would cost.</param>
public readonly record struct SlowdownShare(double Removed, double Added);
