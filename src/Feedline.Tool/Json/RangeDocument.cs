namespace Feedline.Tool.Json;

/// <summary>An unusual stretch of a series. Rows count from 1, the header not counted.</summary>
internal sealed record RangeDocument(string Start, string End, long FirstRow, long LastRow, long PeakRow, double Score, string View);
