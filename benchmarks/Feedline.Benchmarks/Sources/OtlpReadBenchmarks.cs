using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Feedline.Sources;

namespace Feedline.Benchmarks;

/// <summary>
/// Reading OTLP/JSON lines: four ranks, a line a second each, as the shared recordings hold them. One operation is one megabyte
/// (10^6 bytes) of text, so that 1 ms stands for 1,000 MB/s. The peer walks a <see cref="JsonDocument"/> over the same bytes and looks each
/// value up; it makes neither series nor order.
/// </summary>
[MemoryDiagnoser]
public class OtlpReadBenchmarks
{
    private const int Megabytes = 16;
    private const int Ranks = 4;

    private byte[][] _texts = [];
    private byte[][] _packed = [];

    [GlobalSetup]
    public void MakeTexts()
    {
        _texts = [.. Enumerable.Range(0, Ranks).Select(MakeText)];
        _packed = [.. _texts.Select(Pack)];
    }

    /// <summary>From plain text to the writer: parse, find the series, merge the files by time, write.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Megabytes)]
    public long Read() => Replay(_texts);

    /// <summary>The same from gzip.</summary>
    [Benchmark(OperationsPerInvoke = Megabytes)]
    public long ReadGzip() => Replay(_packed);

    /// <summary>The same as a live engine would read it, a second of time at a call.</summary>
    [Benchmark(OperationsPerInvoke = Megabytes)]
    public long ReadBySeconds()
    {
        using OtlpRecording recording = Open(_texts);
        var writer = new NullWriter();
        while (recording.TryPeek(out long next))
        {
            recording.WriteUntil(writer, next + UnixTime.NanosecondsPerSecond, CancellationToken.None);
        }

        return writer.Samples;
    }

    /// <summary>From plain text into the engine's signal store.</summary>
    [Benchmark(OperationsPerInvoke = Megabytes)]
    public int ReadIntoStore()
    {
        using OtlpRecording recording = Open(_texts);
        var store = new SignalStore(new SignalStoreOptions(), TimeProvider.System);
        recording.WriteUntil(store, long.MaxValue, CancellationToken.None);
        return store.SeriesCount;
    }

    /// <summary>The peer: System.Text.Json's document model.</summary>
    [Benchmark(OperationsPerInvoke = Megabytes)]
    public double JsonDocumentWalk()
    {
        double sum = 0;
        foreach (byte[] text in _texts)
        {
            for (int start = 0; start < text.Length;)
            {
                int length = text.AsSpan(start).IndexOf((byte)'\n');
                sum += Walk(text.AsMemory(start, length));
                start += length + 1;
            }
        }

        return sum;
    }

    private static double Walk(ReadOnlyMemory<byte> line)
    {
        double sum = 0;
        using JsonDocument document = JsonDocument.Parse(line);
        foreach (JsonElement resource in document.RootElement.GetProperty("resourceMetrics").EnumerateArray())
        {
            foreach (JsonElement scope in resource.GetProperty("scopeMetrics").EnumerateArray())
            {
                foreach (JsonElement metric in scope.GetProperty("metrics").EnumerateArray())
                {
                    JsonElement data = metric.TryGetProperty("gauge", out JsonElement gauge) ? gauge : metric.GetProperty("sum");
                    foreach (JsonElement point in data.GetProperty("dataPoints").EnumerateArray())
                    {
                        sum += point.GetProperty("asDouble").GetDouble();
                        sum += long.Parse(point.GetProperty("timeUnixNano").GetString()!, CultureInfo.InvariantCulture);
                    }
                }
            }
        }

        return sum;
    }

    private static long Replay(byte[][] files)
    {
        using OtlpRecording recording = Open(files);
        var writer = new NullWriter();
        recording.WriteUntil(writer, long.MaxValue, CancellationToken.None);
        return writer.Samples;
    }

    private static OtlpRecording Open(byte[][] files) => OtlpRecording.Open(
        "benchmark",
        [.. files.Select((bytes, i) => new RecordingInput($"rank{i}", bytes.Length, () => new MemoryStream(bytes, writable: false)))],
        [],
        RecordingLimits.Default);

    private static byte[] Pack(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(text);
        }

        return packed.ToArray();
    }

    // As the lab's trainer writes: ten steps a second, a sampler five times a second, counters with attributes.
    private static byte[] MakeText(int rank)
    {
        var random = new Random(rank);
        var text = new StringBuilder();
        for (long second = 1_795_432_314; text.Length < Megabytes * 1_000_000 / Ranks; second++)
        {
            var metrics = new List<string>();
            foreach (string name in new[] { "training.gradient.norm", "training.loss", "training.data.wait.duration", "training.compute.duration", "training.step.duration", "training.step" })
            {
                metrics.Add(Metric(name, "gauge", "", Points(random, second, 10, [""])));
            }

            metrics.Add(Metric("training.collective.duration", "gauge", "", Points(random, second, 10, [Attribute("training.collective.operation", "all_reduce")])));
            metrics.Add(Metric("storage.operation.duration", "gauge", "", Points(random, second, 40, [Storage("metadata", "open"), Storage("dataset", "read")])));
            metrics.Add(Metric("hw.gpu.utilization", "gauge", "", Points(random, second, 5, [Attribute("hw.id", "gpu0")])));
            metrics.Add(Metric("system.network.io", "sum", ",\"aggregationTemporality\":2,\"isMonotonic\":true", Points(random, second, 10, [Network("receive"), Network("transmit")])));
            string resource = string.Join(',', Attribute("service.name", "trainer"), Attribute("training.job.id", "bench"), Attribute("host.name", $"node{rank}"), Attribute("training.rank", $"{rank}"));
            text.Append(CultureInfo.InvariantCulture, $"{{\"resourceMetrics\":[{{\"resource\":{{\"attributes\":[{resource}]}},\"scopeMetrics\":[{{\"scope\":{{\"name\":\"trainer\"}},\"metrics\":[{string.Join(',', metrics)}]}}]}}]}}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Metric(string name, string kind, string extra, string points) =>
        $"{{\"name\":\"{name}\",\"unit\":\"1\",\"{kind}\":{{\"dataPoints\":[{points}]{extra}}}}}";

    private static string Points(Random random, long second, int count, string[] attributes)
    {
        var points = new List<string>();
        for (int i = 0; i < count; i++)
        {
            long time = (second * UnixTime.NanosecondsPerSecond) + (i * (UnixTime.NanosecondsPerSecond / count)) + random.Next(1_000_000);
            string list = attributes[i % attributes.Length];
            points.Add(string.Create(CultureInfo.InvariantCulture, $"{{\"timeUnixNano\":\"{time}\",\"asDouble\":{random.NextDouble():R}{(list.Length > 0 ? $",\"attributes\":[{list}]" : "")}}}"));
        }

        return string.Join(',', points);
    }

    private static string Storage(string layer, string operation) => Attribute("storage.layer", layer) + "," + Attribute("storage.operation", operation);

    private static string Network(string direction) => Attribute("network.io.direction", direction) + "," + Attribute("network.interface.name", "eth0");

    private static string Attribute(string key, string value) => $"{{\"key\":\"{key}\",\"value\":{{\"stringValue\":\"{value}\"}}}}";
}
