namespace Feedline.Sources.Tests.Usage;

/// <summary>The inference metrics of OpenTelemetry.</summary>
public class InferenceMetricTests
{
    private const long S = Otlp.Second;

    [Theory]
    [InlineData(2, new double[] { 3, 4 }, new double[] { 300, 500 })]
    [InlineData(1, new double[] { 2, 5, 9 }, new double[] { 100, 400, 900 })]
    public void Histograms_give_requests_tokens_and_mean_times(int temporality, double[] requests, double[] tokens)
    {
        (FakeWriter writer, InputReport report) = Replay.All(
            Lines(temporality, 2, 100, 4.0, 0), Lines(temporality, 5, 400, 8.5, 1), Lines(temporality, 9, 900, 20.5, 2));

        Assert.Empty(report.Dropped);
        Assert.Equal(requests, writer.Values("inference.requests{error.type=429,inference.key.id=k,inference.key.owner=o,service.name=gateway}"));
        Assert.Equal(tokens, writer.Values("gen_ai.client.token.usage{gen_ai.token.type=input,inference.key.id=k,inference.key.owner=o,service.name=gateway}"));
        Assert.Equal(
            temporality == 2 ? [1.5, 3] : [2, 1.7, 20.5 / 9],
            writer.Values("gen_ai.client.operation.duration{error.type=429,inference.key.id=k,inference.key.owner=o,service.name=gateway}"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    public void A_server_s_histogram_gives_what_a_client_s_gives(int temporality)
    {
        string[] client = [Lines(temporality, 2, 100, 4.0, 0), Lines(temporality, 5, 400, 8.5, 1)];
        string[] server = [.. client.Select(line => line.Replace("gen_ai.client.operation.duration", "gen_ai.server.request.duration", StringComparison.Ordinal))];
        FakeWriter expected = Replay.All(client).Writer;
        FakeWriter writer = Replay.All(server).Writer;

        Assert.Contains(expected.Samples, sample => sample.Series.StartsWith("inference.requests{", StringComparison.Ordinal));
        Assert.Equal(UsageText.Sorted(expected), UsageText.Sorted(writer));
    }

    [Fact]
    public void A_key_among_the_attributes_is_not_kept()
    {
        (FakeWriter writer, _) = Replay.All(Lines(1, 2, 100, 4, 0).Replace("\"k\"", "\"sk-verysecret0123456789\"", StringComparison.Ordinal));

        Assert.NotEmpty(writer.Keys);
        Assert.DoesNotContain(writer.Keys, key => key.ToString().Contains("secret", StringComparison.Ordinal));
        Assert.All(writer.Keys, key => Assert.Contains("inference.key.id=sha256:", key.ToString(), StringComparison.Ordinal));
    }

    private static string Lines(int temporality, int count, double tokens, double seconds, int at)
    {
        string who = Otlp.Attribute("api_key", "k") + "," + Otlp.Attribute("owner", "o");
        return Otlp.Line(
            Otlp.Attribute("service.name", "gateway"),
            Histogram("gen_ai.client.operation.duration", "s", temporality, count, seconds, at, who + "," + Otlp.Attribute("error.type", "429")),
            Histogram("gen_ai.client.token.usage", "{token}", temporality, count, tokens, at, who + "," + Otlp.Attribute("gen_ai.token.type", "input")));
    }

    private static string Histogram(string name, string unit, int temporality, int count, double sum, int at, string attributes) =>
        Otlp.Metric(name, unit, FormattableString.Invariant(
            $$"""
            "histogram":{"aggregationTemporality":{{temporality}},"dataPoints":[{"timeUnixNano":"{{Otlp.Start + (at * 10 * S)}}","count":"{{count}}","sum":{{sum}},"attributes":[{{attributes}}]}]}
            """));
}
