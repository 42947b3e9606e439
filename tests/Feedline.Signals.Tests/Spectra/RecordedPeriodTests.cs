using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Feedline.Signals.Tests.Spectra;

/// <summary>A real run whose checkpoints take seconds: the period in its utilisation must be the one its trainer reports.</summary>
public class RecordedPeriodTests
{
    private const double Interval = 0.2;

    [Fact]
    public void Finds_the_checkpoints_of_a_real_run()
    {
        string file = Path.Combine(Recordings.Folder("checkpoint-stall"), "rank0.otlp.jsonl.gz");
        var points = Read(file);
        double[] checkpoints = [.. points.Where(p => p.Metric == "training.checkpoint.duration" && p.Value > 1).Select(p => p.Time)];
        double period = (checkpoints[^1] - checkpoints[0]) / (checkpoints.Length - 1);
        double[] utilisation = [.. points
            .Where(p => p.Metric == "hw.gpu.utilization" && p.Time > checkpoints[0] - period && p.Time < checkpoints[^1])
            .Select(p => p.Value)];

        PeriodEstimate found = new PeriodDetector(utilisation.Length).Detect(utilisation);
        Assert.InRange(found.Period * Interval, period * 0.95, period * 1.05);
        Assert.InRange(found.PValue, 0, 0.01);
    }

    private static List<(string Metric, double Time, double Value)> Read(string file)
    {
        var points = new List<(string, double, double)>();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            foreach (JsonElement metric in document.RootElement.GetProperty("resourceMetrics").EnumerateArray()
                .SelectMany(r => r.GetProperty("scopeMetrics").EnumerateArray()).SelectMany(s => s.GetProperty("metrics").EnumerateArray()))
            {
                if (!metric.TryGetProperty("gauge", out JsonElement gauge))
                    continue;

                foreach (JsonElement point in gauge.GetProperty("dataPoints").EnumerateArray())
                {
                    double time = double.Parse(point.GetProperty("timeUnixNano").GetString()!, CultureInfo.InvariantCulture) / 1e9;
                    if (point.TryGetProperty("asDouble", out JsonElement value))
                        points.Add((metric.GetProperty("name").GetString()!, time, value.GetDouble()));
                }
            }
        }

        return points;
    }
}
