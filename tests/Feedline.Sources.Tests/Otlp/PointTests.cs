namespace Feedline.Sources.Tests;

public class PointTests
{
    private const long T = Otlp.Start;

    [Theory]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"-Infinity\"")]
    [InlineData("1e999")]
    [InlineData("\"-1e999\"")]
    public void Values_that_are_no_numbers_are_handed_on_to_be_counted(string value)
    {
        (FakeWriter writer, InputReport report) = Replay.All(LineOf($"{{\"timeUnixNano\":{T},\"asDouble\":{value}}},{Otlp.Point(T, 1)}"));
        DroppedInput dropped = Replay.Only(report);
        Assert.Equal(("not-finite", 1, "file0", 1), (dropped.Reason, dropped.Count, dropped.File, dropped.Line));
        Assert.Single(writer.Samples);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"asDouble\":null")]
    [InlineData(",\"asDouble\":\"fast\"")]
    [InlineData(",\"asDouble\":{\"a\":1}")]
    [InlineData(",\"asDouble\":[1,2]")]
    [InlineData(",\"asInt\":true")]
    [InlineData(",\"asDouble\":0,\"flags\":1")]
    public void A_point_without_a_value_is_counted(string value)
    {
        (FakeWriter writer, InputReport report) = Replay.All(LineOf($"{{\"timeUnixNano\":{T}{value}}},{Otlp.Point(T, 1)}"));
        Assert.Equal("no-value", Replay.Only(report).Reason);
        Assert.Equal(2, report.Points);
        Assert.Single(writer.Samples);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"timeUnixNano\":0,")]
    [InlineData("\"timeUnixNano\":\"-5\",")]
    [InlineData("\"timeUnixNano\":\"99999999999999999999999999\",")]
    [InlineData("\"timeUnixNano\":9223372036854775807,")]
    [InlineData("\"timeUnixNano\":\"yesterday\",")]
    [InlineData("\"timeUnixNano\":null,")]
    public void A_point_without_a_usable_time_is_counted(string time)
    {
        (FakeWriter writer, InputReport report) = Replay.All(LineOf($"{{{time}\"asDouble\":7}},{Otlp.Point(T, 1)}"));
        Assert.Equal("bad-time", Replay.Only(report).Reason);
        Assert.Single(writer.Samples);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"name\":\"\",")]
    [InlineData("\"name\":\" \\t\",")]
    [InlineData("\"name\":5,")]
    public void Points_of_a_metric_without_a_name_are_counted(string name)
    {
        string metric = $"{{{name}\"gauge\":{{\"dataPoints\":[{Otlp.Point(T, 1)},{Otlp.Point(T, 2)}]}}}}";
        (FakeWriter writer, InputReport report) = Replay.All(Otlp.Line(Otlp.Rank(0), metric, Otlp.Gauge("x", Otlp.Point(T, 3))));
        DroppedInput dropped = Replay.Only(report);
        Assert.Equal(("no-name", 2), (dropped.Reason, dropped.Count));
        Assert.Equal([3], writer.Samples.Select(sample => sample.Value));
    }

    [Fact]
    public void Null_stands_for_an_absent_field_everywhere()
    {
        string line = $$$"""
            {"resourceMetrics":[null,{"resource":null,"scopeMetrics":null},{"resource":{"attributes":null},"scopeMetrics":[null,{"metrics":null,"scope":null},
            {"metrics":[null,{"name":"x","gauge":null,"sum":{"dataPoints":null}},{"name":"x","unit":null,"gauge":{"dataPoints":[null,{"attributes":null,"flags":null,"timeUnixNano":{{{T}}},"asDouble":1}]}}]}]}],"x":null}
            """.ReplaceLineEndings("");
        (FakeWriter writer, InputReport report) = Replay.All(line);
        Assert.Empty(report.Dropped);
        Assert.Equal("x{}", Assert.Single(writer.Samples).Series);
    }

    private static string LineOf(string points) => Otlp.Line(Otlp.Rank(0), Otlp.Gauge("x", points));
}
