namespace Feedline.Sources;

/// <summary>What was dropped for one reason.</summary>
/// <param name="Reason">
/// The reason's stable id. Lines: <c>corrupt-line</c>, <c>line-too-long</c>, <c>not-metrics</c>, <c>not-otlp</c>,
/// <c>duplicate-line</c>. Points: <c>no-value</c>, <c>bad-time</c>, <c>no-name</c>, <c>stray-time</c>, <c>not-finite</c>,
/// <c>sentinel</c>, <c>out-of-order</c>, <c>counter-reset</c>, <c>series-limit</c>. The rest of a file: <c>damaged-gzip</c>,
/// <c>gzip-bomb</c>, <c>endless-line</c>, <c>unreadable</c>. Rows of a usage log: <c>corrupt-line</c>, <c>line-too-long</c>,
/// <c>bad-time</c>, <c>bad-number</c>, <c>stray-time</c>, <c>out-of-order</c>. Nothing, but worth knowing:
/// <c>clock-stepped-back</c>, <c>key-limit</c>.
/// </param>
/// <param name="Count">How many lines, points, files or steps of a clock.</param>
/// <param name="File">The first file where it happened.</param>
/// <param name="Line">The first line of that file where it happened, from 1.</param>
/// <param name="Detail">What it means, with what was found at that first place where there is more to say.</param>
public sealed record DroppedInput(string Reason, long Count, string File, int Line, string Detail);
