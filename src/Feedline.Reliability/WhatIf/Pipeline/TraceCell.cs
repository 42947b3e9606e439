namespace Feedline.Reliability;

/// <summary>Where an operation of a trace lies, in the order in which rows, ranks and steps were first met; row -1 for one left out.</summary>
internal record struct TraceCell(int Row, int Rank, int Step);
