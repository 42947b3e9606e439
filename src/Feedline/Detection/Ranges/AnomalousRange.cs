using Feedline.Signals;

namespace Feedline;

/// <summary>An unusual stretch of a series, found with the whole series at hand.</summary>
/// <param name="FirstRow">The row of its first sample.</param>
/// <param name="LastRow">The row of its last sample by time, within; other rows may lie between where rows are not in order of time.</param>
/// <param name="PeakRow">The row with its highest score.</param>
/// <param name="Start">Time of the first sample, unix nanoseconds.</param>
/// <param name="End">Time of the last sample, unix nanoseconds.</param>
/// <param name="Score">The highest score, 0 to 1.</param>
/// <param name="View">In which way it is unusual, above all.</param>
public readonly record struct AnomalousRange(int FirstRow, int LastRow, int PeakRow, long Start, long End, double Score, RangeView View);
