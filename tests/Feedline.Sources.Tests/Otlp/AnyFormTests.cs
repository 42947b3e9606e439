using System.Globalization;
using CsCheck;

namespace Feedline.Sources.Tests;

public class AnyFormTests
{
    [Fact]
    public void Every_valid_form_of_a_request_reads_alike() => Gen.Int.Sample(
        seed =>
        {
            var expected = new List<(string Series, long Time, double Value)>();
            var text = new List<string>();
            var scribbler = new OtlpScribbler(seed);
            for (int line = 0; line < 3; line++)
            {
                text.Add(Line(scribbler, line, expected));
            }

            if (expected.Count == 0)
            {
                return;
            }

            (FakeWriter writer, InputReport report) = Replay.All((scribbler.Flip() ? "\uFEFF" : "") + string.Join(scribbler.Pick("\n", "\r\n", "\n\n \n"), text) + scribbler.Pick("", "\n"));
            Assert.Empty(report.Dropped);
            Assert.Equal(expected.Count, report.Points);
            Assert.Equal(expected.Select(Text).Order(StringComparer.Ordinal), writer.Samples.Select(Text).Order(StringComparer.Ordinal));
            Assert.Equal(writer.Times().Order(), writer.Times());
        },
        iter: 500);

    private static string Text((string Series, long Time, double Value) sample) =>
        string.Create(CultureInfo.InvariantCulture, $"{sample.Series} {sample.Time} {sample.Value:R}");

    private static string Line(OtlpScribbler scribbler, int line, List<(string Series, long Time, double Value)> expected)
    {
        var requests = new List<string>();
        for (int i = scribbler.Next(2); i >= 0; i--)
        {
            requests.Add(scribbler.Object(("resourceMetrics", scribbler.List(Enumerable.Range(0, 1 + scribbler.Next(3)).Select(resource => Resource(scribbler, line, resource, expected))))));
        }

        return requests.Count == 1 && scribbler.Flip() ? requests[0] : scribbler.List(requests);
    }

    private static string Resource(OtlpScribbler scribbler, int line, int rank, List<(string Series, long Time, double Value)> expected)
    {
        object number = scribbler.Flip() ? (long)rank : rank.ToString(CultureInfo.InvariantCulture);
        var attributes = new Dictionary<string, object> { ["training.job.id"] = "jöb \"1\"", ["training.rank"] = number, ["process.pid"] = 17L };
        IEnumerable<string> metrics = Enumerable.Range(0, scribbler.Next(4)).Select(_ => Metric(scribbler, line, rank, expected)).ToList();
        return scribbler.Object(
            ("resource", scribbler.Object(("attributes", scribbler.Attributes(attributes)), ("droppedAttributesCount", "0"))),
            ("scopeMetrics", scribbler.List([scribbler.Object(("scope", scribbler.Object(("name", "\"s\""))), ("metrics", scribbler.List(metrics)))])),
            ("schemaUrl", "\"\""));
    }

    private static string Metric(OtlpScribbler scribbler, int line, int rank, List<(string Series, long Time, double Value)> expected)
    {
        string name = scribbler.Pick("a.b", "training.loss", "weird \\ näme");
        (string kind, string[] extra) = scribbler.Pick(("gauge", Array.Empty<string>()), ("sum", ["2", "true"]), ("sum", ["2", "false"]));
        var points = new List<string>();
        for (int i = scribbler.Next(5); i > 0; i--)
        {
            long time = Otlp.Start + (line * Otlp.Second) + scribbler.Next(1_000_000_000);
            double value = scribbler.Flip() ? scribbler.Next(1000) : scribbler.Next(int.MaxValue) / 1e7;
            bool isInteger = value == Math.Floor(value) && scribbler.Flip();
            var attributes = new List<KeyValuePair<string, object>>();
            if (scribbler.Flip())
            {
                attributes.Add(new("device", scribbler.Pick<object>("mlx5_0", 3L, true, 0.5)));
            }

            expected.Add((Series(name, rank, attributes), time, value));
            points.Add(scribbler.Object([
                ("timeUnixNano", scribbler.Integer(time)),
                ("startTimeUnixNano", scribbler.Integer(time - 5)),
                isInteger ? ("asInt", scribbler.Integer((long)value)) : ("asDouble", scribbler.Double(value)),
                .. attributes.Count > 0 || scribbler.Flip() ? new[] { ("attributes", scribbler.Attributes(attributes)) } : []]));
        }

        (string, string)[] data = [("dataPoints", scribbler.List(points)), .. extra.Length == 0 ? Array.Empty<(string, string)>() : [("aggregationTemporality", extra[0]), ("isMonotonic", extra[1])]];
        return scribbler.Object(("name", scribbler.Quote(name)), ("unit", "\"1\""), ("description", "\"d\""), (kind, scribbler.Object(data)));
    }

    private static string Series(string name, int rank, List<KeyValuePair<string, object>> attributes)
    {
        string device = attributes.Count == 0 ? "" : "device=" + attributes[0].Value switch
        {
            bool flag => flag ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            object text => text,
        } + ",";
        return $"{name}{{{device}training.job.id=jöb \"1\",training.rank={rank.ToString(CultureInfo.InvariantCulture)}}}";
    }
}
