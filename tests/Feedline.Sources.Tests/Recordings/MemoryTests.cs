using System.IO.Compression;

namespace Feedline.Sources.Tests;

public class MemoryTests
{
    private const long Length = 200L << 20;

    private static readonly string Line = Otlp.Line(Otlp.Rank(0), [.. Enumerable.Range(0, 12).Select(metric => Otlp.Gauge(
        $"metric.{metric}",
        [.. Enumerable.Range(0, 8).Select(point => Otlp.Point(Otlp.Start, point / 7.0, point % 2 == 0 ? "" : Otlp.Attribute("storage.operation", point % 4 == 1 ? "read" : "write")))]))]);

    [Fact]
    public void A_sample_costs_no_byte_once_its_series_is_known_and_memory_is_flat_to_the_end()
    {
        RecordingInput[] inputs = [.. Enumerable.Range(0, 4).Select(file => new RecordingInput($"f{file}", Length / 4, () => new GeneratedStream(Line, Length / 4)))];
        AssertFlat([.. inputs], Length);
    }

    [Fact]
    public void Inflating_costs_no_byte_either()
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            new GeneratedStream(Line, Length / 8).CopyTo(gzip);
        }

        byte[] bytes = file.ToArray();
        AssertFlat([Replay.Input("f", bytes)], Length / 8);
    }

    [Fact]
    public void Stepping_through_time_costs_no_byte()
    {
        using OtlpRecording recording = OtlpRecording.Open("test", [new RecordingInput("f", 20 << 20, () => new GeneratedStream(Line, 20 << 20))], [], RecordingLimits.Default);
        var writer = new CountingWriter();
        long before = 0;
        for (int step = 0; recording.TryPeek(out long next); step++)
        {
            recording.WriteUntil(writer, next + (Otlp.Second / 2), CancellationToken.None);
            if (step == 100)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }
        }

        Assert.Equal(recording.GetReport().Points, writer.Samples);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8192); // the report itself
    }

    [Fact]
    public void What_is_remembered_of_names_is_bounded_and_does_not_change_what_is_read()
    {
        // Ever new attributes and resources, each coming back twice.
        string text = string.Join('\n', Enumerable.Range(0, 3000).Select(line => Otlp.Line(
            Otlp.Attribute("host.name", $"n{line / 300 % 2}{line / 3}"),
            Otlp.Gauge("x", Otlp.Point(Otlp.Start + (line * Otlp.Second), line, Otlp.Attribute("request", $"{line / 2}"))))));
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        (FakeWriter expected, InputReport expectedReport) = Replay.All(Replay.Open(RecordingLimits.Default, bytes, bytes));
        (FakeWriter actual, InputReport report) = Replay.All(Replay.Open(new RecordingLimits { MaxNames = 50 }, bytes, bytes));
        Assert.Equal(expected.Samples, actual.Samples);
        Assert.Equal((expectedReport.Points, expectedReport.Series), (report.Points, report.Series));
        Assert.Empty(report.Dropped);
    }

    [Fact]
    public void A_long_line_gives_its_memory_back()
    {
        // 12 MiB without a line end, then ordinary lines.
        string text = new string('x', 12 << 20) + "\n" + string.Join('\n', Enumerable.Range(0, 4000).Select(i => Otlp.Line(0, Otlp.Start + (i * Otlp.Second))));
        (FakeWriter writer, InputReport report) = Replay.All(Replay.Open(RecordingLimits.Default, System.Text.Encoding.UTF8.GetBytes(text)));
        Assert.Equal("corrupt-line", Replay.Only(report).Reason);
        Assert.Equal(4000, writer.Samples.Count);
    }

    private static void AssertFlat(List<RecordingInput> inputs, long length)
    {
        using OtlpRecording recording = OtlpRecording.Open("test", inputs, [], RecordingLimits.Default);
        var writer = new CountingWriter();
        recording.WriteUntil(writer, Otlp.Start + (60 * Otlp.Second), CancellationToken.None);
        long before = GC.GetAllocatedBytesForCurrentThread();
        recording.WriteUntil(writer, Otlp.Start + (long)(length / inputs.Count / Line.Length * 0.9) * Otlp.Second, CancellationToken.None);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        recording.WriteUntil(writer, long.MaxValue, CancellationToken.None);
        InputReport report = recording.GetReport();
        Assert.Empty(report.Dropped);
        Assert.InRange(report.Files.Sum(file => file.Bytes), length * 9 / 10, length);
        Assert.Equal(report.Files.Sum(file => file.Lines) * 96, report.Points);
        Assert.Equal(report.Points, writer.Samples);
        Assert.Equal(36, report.Series);
    }
}
