namespace Feedline.Sources.Tests;

public class DimensionTests
{
    [Fact]
    public void Rank_and_attempt_are_numbers_however_they_are_written()
    {
        SeriesKey key = KeyOf("""{"key":"training.rank","value":{"stringValue":"12"}},{"key":"training.attempt","value":{"intValue":"3"}}""");
        Assert.Equal([new Dimension(DimensionKeys.Attempt, 3), new Dimension(DimensionKeys.Rank, 12)], key.Dimensions);
        Assert.Equal(12, key.Rank);
    }

    [Fact]
    public void A_resource_keeps_what_says_who_measured()
    {
        Assert.Equal("x{host.name=n,hw.id=g,training.attempt=1,training.job.id=j,training.rank=0}", Of(
            "service.name=t", "training.job.id=j", "host.name=n", "training.rank=0", "hw.id=g", "training.attempt=1", "process.pid=1", "telemetry.sdk.name=o", "k8s.pod.name=p", "service.instance.id=u"));
        Assert.Equal("x{k8s.pod.name=p,training.job.id=j}", Of("service.name=t", "training.job.id=j", "k8s.pod.name=p"));
        Assert.Equal("x{host.name=n,service.name=t}", Of("service.name=t", "k8s.node.name=n", "service.instance.id=u"));
        Assert.Equal("x{service.instance.id=u,service.name=t}", Of("service.name=t", "service.instance.id=u"));
        Assert.Equal("x{}", Of());
    }

    [Fact]
    public void A_point_keeps_all_its_attributes_and_wins_over_the_resource()
    {
        (FakeWriter writer, _) = Replay.All(Otlp.Line(
            Otlp.Attribute("host.name", "node0"),
            Otlp.Gauge("x", Otlp.Point(Otlp.Start, 1, string.Join(',', Otlp.Attribute("host.name", "other"), Otlp.Attribute("any thing", "a"), Otlp.Attribute("any thing", "b"), Otlp.Attribute("", "c"))))));
        Assert.Equal("x{any thing=b,host.name=other}", Assert.Single(writer.Keys).ToString());
    }

    [Fact]
    public void Values_of_every_type_tell_series_apart()
    {
        string[] values = ["{\"stringValue\":\"a\"}", "{\"intValue\":7}", "{\"boolValue\":true}", "{\"doubleValue\":0.50}", "{\"bytesValue\":\"AQI=\"}",
            "{\"arrayValue\":{\"values\":[{\"intValue\":1}]}}", "{\"kvlistValue\":{\"values\":[]}}", "{\"stringValue\":\"\"}", "{}", "null"];
        (FakeWriter writer, InputReport report) = Replay.All(Otlp.Line("", Otlp.Gauge("x", [.. values.Select(value => Otlp.Point(Otlp.Start, 1, $"{{\"key\":\"k\",\"value\":{value}}}"))])));
        Assert.Equal(["x{k=a}", "x{k=7}", "x{k=true}", "x{k=0.5}", "x{k=AQI=}", "x{k={\"values\":[{\"intValue\":1}]}}", "x{k={\"values\":[]}}", "x{k=}", "x{}"], writer.Keys.Select(key => key.ToString()));
        Assert.Equal(9, report.Series);
        Assert.Equal(10, writer.Samples.Count);
    }

    [Fact]
    public void The_same_attributes_in_other_words_are_the_same_series()
    {
        (FakeWriter writer, InputReport report) = Replay.All(Otlp.Line(
            "",
            Otlp.Gauge("x", Otlp.Point(Otlp.Start, 1, Otlp.Attribute("a", "1") + "," + Otlp.Attribute("b", "2")), Otlp.Point(Otlp.Start, 2, Otlp.Attribute("b", "2") + " , " + Otlp.Attribute("\\u0061", "1")))));
        Assert.Single(writer.Keys);
        Assert.Equal(1, report.Series);
        Assert.Equal(2, writer.Samples.Count);
    }

    private static SeriesKey KeyOf(string resource) => Assert.Single(Replay.All(Otlp.Line(resource, Otlp.Gauge("x", Otlp.Point(Otlp.Start, 1)))).Writer.Keys);

    private static string Of(params string[] attributes) =>
        KeyOf(string.Join(',', attributes.Select(attribute => Otlp.Attribute(attribute.Split('=')[0], attribute.Split('=')[1])))).ToString();
}
