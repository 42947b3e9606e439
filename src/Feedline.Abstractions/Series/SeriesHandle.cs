namespace Feedline;

/// <summary>A dense number for a series of one store, for writing without a look-up.</summary>
/// <param name="Index">The number, from 0. A negative one stands for no series: what is written to it is dropped and counted.</param>
public readonly record struct SeriesHandle(int Index);
