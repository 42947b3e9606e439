namespace Feedline.Sources.Tests;

public class MetricShapeTests
{
    private const long T = Otlp.Start;
    private const long S = Otlp.Second;

    [Theory]
    [InlineData("\"gauge\":{DATA}", "any", SignalKind.Gauge, "1")]
    [InlineData("\"sum\":{DATA,\"aggregationTemporality\":2,\"isMonotonic\":true}", "any", SignalKind.Counter, "1")]
    [InlineData("\"sum\":{\"isMonotonic\":true,\"aggregationTemporality\":\"2\",DATA}", "any", SignalKind.Counter, "1")]
    [InlineData("\"sum\":{DATA,\"aggregationTemporality\":2,\"isMonotonic\":false}", "any", SignalKind.Gauge, "1")]
    [InlineData("\"sum\":{DATA,\"aggregationTemporality\":2}", "any", SignalKind.Gauge, "1")]
    [InlineData("\"sum\":{DATA,\"aggregationTemporality\":1,\"isMonotonic\":true}", "any", SignalKind.Delta, "1")]
    [InlineData("\"sum\":{DATA,\"aggregationTemporality\":\"AGGREGATION_TEMPORALITY_DELTA\"}", "any", SignalKind.Delta, "1")]
    [InlineData("\"sum\":{DATA,\"aggregationTemporality\":\"AGGREGATION_TEMPORALITY_CUMULATIVE\",\"isMonotonic\":true}", "any", SignalKind.Counter, "1")]
    [InlineData("\"gauge\":{DATA}", "training.step", SignalKind.Gauge, "{step}")]
    [InlineData("\"gauge\":{DATA}", "training.step.duration", SignalKind.Duration, "s")]
    [InlineData("\"gauge\":{DATA}", "system.network.io", SignalKind.Counter, "By")]
    public void Kind_and_unit_come_from_the_catalog_else_from_the_data(string data, string name, SignalKind kind, string unit)
    {
        (FakeWriter writer, InputReport report) = Replay.All(Line(name, "1", data.Replace("DATA", $"\"dataPoints\":[{Otlp.Point(T, 4)}]", StringComparison.Ordinal)));
        Assert.Empty(report.Dropped);
        Assert.Equal(new SignalDescriptor(name, unit, kind), Assert.Single(writer.Keys).Signal);
        Assert.Equal([4], writer.Samples.Select(sample => sample.Value));
    }

    [Theory]
    [InlineData("other.duration", "s", "s", SignalKind.Duration, 500)]
    [InlineData("other.duration", "ms", "s", SignalKind.Duration, 0.5)]
    [InlineData("other.duration", "{tick}", "{tick}", SignalKind.Gauge, 500)]
    [InlineData("other.latency", "ms", "ms", SignalKind.Gauge, 500)]
    [InlineData("training.step.duration", "ms", "s", SignalKind.Duration, 0.5)]
    [InlineData("training.step.duration", "us", "s", SignalKind.Duration, 0.0005)]
    [InlineData("hw.gpu.utilization", "%", "1", SignalKind.Gauge, 5)]
    [InlineData("training.checkpoint.size", "MiBy", "By", SignalKind.Gauge, 500L << 20)]
    public void Numbers_are_brought_to_the_signals_unit(string name, string unit, string expectedUnit, SignalKind kind, double expected)
    {
        (FakeWriter writer, _) = Replay.All(Line(name, unit, $"\"gauge\":{{\"dataPoints\":[{Otlp.Point(T, 500)}]}}"));
        Assert.Equal(new SignalDescriptor(name, expectedUnit, kind), Assert.Single(writer.Keys).Signal);
        Assert.Equal(expected, Assert.Single(writer.Samples).Value, 1e-12);
    }

    [Fact]
    public void Increases_of_a_catalog_counter_are_added_up()
    {
        (FakeWriter writer, InputReport report) = Replay.All(Line(
            SignalNames.TcpRetransmits,
            "{segment}",
            $"\"sum\":{{\"aggregationTemporality\":1,\"isMonotonic\":true,\"dataPoints\":[{Otlp.Point(T, 2)},{Otlp.Point(T + S, 0)},{Otlp.Point(T + (2 * S), 5)}]}}"));
        Assert.Empty(report.Dropped);
        Assert.Equal([2, 2, 7], writer.Samples.Select(sample => sample.Value));
    }

    [Theory]
    [InlineData("histogram")]
    [InlineData("exponentialHistogram")]
    [InlineData("exponential_histogram")]
    public void An_interval_distribution_gives_its_mean_and_nothing_for_an_empty_interval(string kind)
    {
        string data = $"\"{kind}\":{{\"aggregationTemporality\":1,\"dataPoints\":[{Distribution(1, "4", "2.0")},{Distribution(2, "0", "0")},{Distribution(3, "\"0\"", null)},{Distribution(4, "\"2\"", "3.0")}]}}";
        (FakeWriter writer, InputReport report) = Replay.All(Line("a.duration", "s", data));
        Assert.Empty(report.Dropped);
        Assert.Equal(SignalKind.Duration, Assert.Single(writer.Keys).Signal.Kind);
        Assert.Equal([(T + (1 * S), 0.5), (T + (4 * S), 1.5)], writer.Samples.Select(sample => (sample.Time, sample.Value)));
    }

    [Theory]
    [InlineData("histogram", ",\"aggregationTemporality\":2")]
    [InlineData("summary", "")]
    public void A_cumulative_distribution_gives_the_mean_since_the_point_before(string kind, string extra)
    {
        string first = $"\"{kind}\":{{\"dataPoints\":[{Distribution(1, "10", "100")},{Distribution(2, "12", "104")}]{extra}}}";
        string second = $"\"{kind}\":{{\"dataPoints\":[{Distribution(3, "12", "104")},{Distribution(4, "16", "110")},{Distribution(5, "1", "9")},{Distribution(6, "2", "10")}]{extra}}}";
        (FakeWriter writer, InputReport report) = Replay.All(Line("a.size", "By", first) + "\n" + Line("a.size", "By", second));
        Assert.Equal(6, report.Points);
        Assert.Equal([(T + (2 * S), 2), (T + (4 * S), 1.5), (T + (6 * S), 1)], writer.Samples.Select(sample => (sample.Time, sample.Value)));
        DroppedInput reset = Replay.Only(report);
        Assert.Equal(("counter-reset", 1, 2), (reset.Reason, reset.Count, reset.Line));
    }

    [Fact]
    public void A_distribution_in_milliseconds_becomes_seconds()
    {
        (FakeWriter writer, _) = Replay.All(Line("training.step.duration", "ms", $"\"histogram\":{{\"aggregationTemporality\":1,\"dataPoints\":[{Distribution(1, "4", "2000")}]}}"));
        Assert.Equal(0.5, Assert.Single(writer.Samples).Value, 1e-15);
    }

    [Fact]
    public void The_last_of_two_kinds_of_data_counts()
    {
        string data = $"\"gauge\":{{\"dataPoints\":[{Otlp.Point(T, 1)}]}},\"sum\":{{\"dataPoints\":[{Otlp.Point(T, 2)}],\"isMonotonic\":true,\"aggregationTemporality\":2}}";
        (FakeWriter writer, _) = Replay.All(Line("x", "1", data));
        Assert.Equal(SignalKind.Counter, Assert.Single(writer.Keys).Signal.Kind);
        Assert.Equal(2, Assert.Single(writer.Samples).Value);
    }

    private static string Line(string name, string unit, string data) => Otlp.Line(Otlp.Rank(0), Otlp.Metric(name, unit, data));

    private static string Distribution(int second, string count, string? sum) =>
        $"{{\"count\":{count},\"timeUnixNano\":\"{T + (second * S)}\",\"bucketCounts\":[\"1\"],\"explicitBounds\":[0.5]{(sum is null ? "" : $",\"sum\":{sum}")},\"min\":0.1}}";
}
