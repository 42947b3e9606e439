using System.IO.Compression;
using System.Text.Json;

namespace Feedline.Sources.Tests;

public class SharedRecordingTests
{
    public static TheoryData<string> Names => ["checkpoint-stall", "crash", "desync", "healthy", "mixed", "network", "storage"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_real_recording_is_read_completely(string name)
    {
        string folder = Path.Combine(SharedData.Recordings(), name);
        Dictionary<string, (long Count, double Sum)> expected = ReadWithDom(folder);
        (FakeWriter writer, InputReport report) = Replay.All(OtlpRecording.Open(folder));

        Assert.Empty(report.Dropped);
        Assert.Equal(expected.Values.Sum(signal => signal.Count), report.Points);
        Assert.Equal(report.Points, writer.Samples.Count);
        Assert.Equal(writer.Times().Order(), writer.Times());
        Assert.Equal("truth.json", Path.GetFileName(Assert.Single(report.Files, file => file.Skipped is not null).Path));
        Assert.Equal(report.Series, writer.Keys.Count);

        // Exactly the same numbers: added up in the same order they give the same sum.
        var actual = new Dictionary<string, (long Count, double Sum)>();
        foreach ((string series, long time, double value) in writer.Samples)
        {
            string signal = series[..series.IndexOf('{', StringComparison.Ordinal)];
            (long count, double sum) = actual.GetValueOrDefault(signal);
            actual[signal] = (count + 1, sum + Fold(time, value));
        }

        Assert.Equal(expected.OrderBy(signal => signal.Key, StringComparer.Ordinal), actual.OrderBy(signal => signal.Key, StringComparer.Ordinal));
        Assert.All(writer.Keys, key => Assert.Equal(name, key.Job));
        Assert.Equal([0, 1, 2, 3], writer.Keys.Select(key => key.Rank).OfType<int>().Distinct().Order());
    }

    // An integer, so that the order does not matter.
    private static double Fold(long time, double value) => (time ^ BitConverter.DoubleToInt64Bits(value)) & 0xFFFFFFFF;

    private static Dictionary<string, (long Count, double Sum)> ReadWithDom(string folder)
    {
        var signals = new Dictionary<string, (long Count, double Sum)>();
        foreach (string path in Directory.GetFiles(folder, "*.gz"))
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            while (reader.ReadLine() is { } line)
            {
                using JsonDocument document = JsonDocument.Parse(line);
                foreach (JsonElement metric in document.RootElement.GetProperty("resourceMetrics").EnumerateArray()
                    .SelectMany(resource => resource.GetProperty("scopeMetrics").EnumerateArray())
                    .SelectMany(scope => scope.GetProperty("metrics").EnumerateArray()))
                {
                    JsonElement data = metric.TryGetProperty("gauge", out JsonElement gauge) ? gauge : metric.GetProperty("sum");
                    foreach (JsonElement point in data.GetProperty("dataPoints").EnumerateArray())
                    {
                        string name = metric.GetProperty("name").GetString()!;
                        (long count, double sum) = signals.GetValueOrDefault(name);
                        long time = long.Parse(point.GetProperty("timeUnixNano").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
                        signals[name] = (count + 1, sum + Fold(time, point.GetProperty("asDouble").GetDouble()));
                    }
                }
            }
        }

        return signals;
    }
}
