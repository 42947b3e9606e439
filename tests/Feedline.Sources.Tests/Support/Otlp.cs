using System.Globalization;

namespace Feedline.Sources.Tests;

/// <summary>Lines of OTLP/JSON as the lab's trainer writes them.</summary>
internal static class Otlp
{
    public const long Second = UnixTime.NanosecondsPerSecond;

    /// <summary>A time of day for tests to begin at.</summary>
    public const long Start = 1_795_432_314L * Second;

    public static string Point(long time, double value, string attributes = "") =>
        $$"""{"timeUnixNano":"{{time}}","asDouble":{{value.ToString("R", CultureInfo.InvariantCulture)}}{{(attributes.Length > 0 ? $",\"attributes\":[{attributes}]" : "")}}}""";

    public static string Attribute(string key, string value) => $$$"""{"key":"{{{key}}}","value":{"stringValue":"{{{value}}}"}}""";

    public static string Gauge(string name, params string[] points) => Metric(name, "1", $$"""
        "gauge":{"dataPoints":[{{string.Join(',', points)}}]}
        """);

    public static string Metric(string name, string unit, string data) => $$"""{"name":"{{name}}","unit":"{{unit}}",{{data.Trim()}}}""";

    public static string Line(string resource, params string[] metrics) => $$$"""
        {"resourceMetrics":[{"resource":{"attributes":[{{{resource}}}]},"scopeMetrics":[{"scope":{"name":"t"},"metrics":[{{{string.Join(',', metrics)}}}]}]}]}
        """.Trim();

    public static string Rank(int rank) => Attribute("training.job.id", "j") + "," + Attribute("training.rank", rank.ToString(CultureInfo.InvariantCulture));

    /// <summary>A line of one rank with a point of the signal "x" at each of the times; the values are the times in seconds after the start.</summary>
    public static string Line(int rank, params long[] times) =>
        Line(Rank(rank), Gauge("x", [.. times.Select(time => Point(time, (time - Start) / (double)Second))]));
}
