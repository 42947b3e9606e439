using System.IO.Compression;
using System.Text;

namespace Feedline.Sources.Tests;

public class BadFileTests
{
    private const long T = Otlp.Start;
    private const long S = Otlp.Second;

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52];

    private static readonly string Lines = string.Join('\n', Enumerable.Range(0, 2000).Select(line => Otlp.Line(0, T + (line * S))));

    public static TheoryData<string, byte[], string> Others => new()
    {
        { "picture.json", Png, "it is not OTLP/JSON: line 1: the text is not UTF-8" },
        { "table.jsonl", "timestamp,value\n1,2\n"u8.ToArray(), "it is not OTLP/JSON: line 1" },
        { "other.json", "{\"a\":1}\n{\"a\":2}\n"u8.ToArray(), "line 1 is JSON, but no OTLP request" },
        { "pretty.json", "{\n \"resourceMetrics\": []\n}\n"u8.ToArray(), "it is JSON over several lines; a recording has one request a line" },
        { "empty.jsonl", [], "it is empty" },
        { "blank.jsonl", "\n \r\n"u8.ToArray(), "it holds no line with text" },
        { "packed.jsonl.zst", [0x28, 0xB5, 0x2F, 0xFD, 1, 2, 3], "it is compressed with Zstandard; inflate it first" },
        { "torn.jsonl.gz", [0x1F, 0x8B, 8, 0, 0, 0], "gzip" },
        { "truth.json", Encoding.UTF8.GetBytes(Otlp.Line(0, T)), "it holds labels for scoring, which are never read" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void A_file_that_is_no_recording_is_skipped_with_the_reason(string name, byte[] bytes, string reason)
    {
        using var folder = new TempFolder();
        string good = folder.Write("rank0.otlp.jsonl", Lines);
        string other = folder.Write(name, bytes);
        (FakeWriter writer, InputReport report) = Replay.All(OtlpRecording.Open(folder.Path));
        Assert.Equal(2000, writer.Samples.Count);
        Assert.Empty(report.Dropped);
        Assert.Equal([other, good], report.Files.OrderBy(file => file.Skipped is null).Select(file => file.Path));
        Assert.Contains(reason, report.Files.Single(file => file.Path == other).Skipped, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Such_a_file_alone_is_an_error_that_says_why(string name, byte[] bytes, string reason)
    {
        using var folder = new TempFolder();
        string path = folder.Write(name, bytes);
        RecordingException exception = Assert.Throws<RecordingException>(() => OtlpRecording.Open(path));
        Assert.Equal(path, exception.Path);
        Assert.StartsWith(path + ": ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_path_an_empty_folder_and_a_folder_without_recordings_are_errors()
    {
        using var folder = new TempFolder();
        Assert.Contains("there is no such file or folder", Assert.Throws<RecordingException>(() => OtlpRecording.Open(Path.Combine(folder.Path, "none"))).Message, StringComparison.Ordinal);
        Assert.Contains("the folder holds no files", Assert.Throws<RecordingException>(() => OtlpRecording.Open(folder.Path)).Message, StringComparison.Ordinal);
        folder.Write("picture.png", Png);
        folder.Write("README.md", "text");
        Assert.Contains("no file there is a recording by its name", Assert.Throws<RecordingException>(() => OtlpRecording.Open(folder.Path)).Message, StringComparison.Ordinal);
        folder.Write("traces.jsonl", "{\"resourceSpans\":[]}\n");
        Assert.Contains("there is OTLP, but no metrics in it", Assert.Throws<RecordingException>(() => OtlpRecording.Open(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => OtlpRecording.Open());
    }

    [Fact]
    public void A_file_that_may_not_be_opened_is_skipped()
    {
        using var folder = new TempFolder();
        folder.Write("a.jsonl", Lines);
        string locked = folder.Write("b.jsonl", Lines);
        using var holder = new FileStream(locked, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        (FakeWriter writer, InputReport report) = Replay.All(OtlpRecording.Open(folder.Path));
        Assert.Equal(2000, writer.Samples.Count);
        Assert.StartsWith("it cannot be read: ", report.Files.Single(file => file.Path == locked).Skipped, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_fails_later_gives_what_it_gave_and_is_counted()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Lines);
        int opened = 0;
        var input = new RecordingInput("f", bytes.Length, () => opened++ == 0 ? new MemoryStream(bytes) : new FailingStream(bytes, bytes.Length / 2));
        (FakeWriter writer, InputReport report) = Replay.All(OtlpRecording.Open("test", [input], [], RecordingLimits.Default));
        Assert.InRange(writer.Samples.Count, 900, 1010);
        Assert.Equal(("unreadable", 1), (Replay.Only(report).Reason, Replay.Only(report).Count));
        Assert.Contains("the disk is gone", Replay.Only(report).Detail, StringComparison.Ordinal);

        opened = 0;
        input = new RecordingInput("f", bytes.Length, () => opened++ == 0 ? new MemoryStream(bytes) : throw new UnauthorizedAccessException("no longer yours"));
        (writer, report) = Replay.All(OtlpRecording.Open("test", [input], [], RecordingLimits.Default));
        Assert.Empty(writer.Samples);
        Assert.Equal("unreadable", Replay.Only(report).Reason);
    }

    [Fact]
    public void Compression_is_told_from_the_content_not_from_the_name()
    {
        using var folder = new TempFolder();
        folder.Write("plain.jsonl.gz", Otlp.Line(0, T));
        folder.Write("packed.jsonl", TempFolder.Gzip(Otlp.Line(1, T)));
        (FakeWriter writer, InputReport report) = Replay.All(OtlpRecording.Open(folder.Path));
        Assert.Equal(2, writer.Samples.Count);
        Assert.Empty(report.Dropped);
    }

    [Fact]
    public void A_gzip_file_of_several_members_is_read_to_the_end()
    {
        byte[] members = [.. TempFolder.Gzip(Otlp.Line(0, T) + "\n"), .. TempFolder.Gzip(Otlp.Line(0, T + S) + "\n")];
        Assert.Equal([T, T + S], Replay.All(Replay.Open(RecordingLimits.Default, members)).Writer.Times());
    }

    [Fact]
    public void Padding_behind_a_gzip_file_is_no_fault()
    {
        byte[] bytes = TempFolder.Gzip(Lines);
        foreach (int padding in new[] { 1, 2, 9, 512, 100_000 })
        {
            (FakeWriter writer, InputReport report) = Replay.All(Replay.Open(RecordingLimits.Default, [.. bytes, .. new byte[padding]]));
            Assert.Equal(2000, writer.Samples.Count);
            Assert.Empty(report.Dropped);
        }
    }

    [Fact]
    public void A_gzip_file_cut_anywhere_is_not_taken_for_a_complete_one()
    {
        string text = string.Join('\n', Enumerable.Range(0, 20).Select(line => Otlp.Line(0, T + (line * S)))) + "\n";
        byte[] bytes = TempFolder.Gzip(text);
        for (int length = bytes.Length / 2; length < bytes.Length; length++)
        {
            (FakeWriter writer, InputReport report) = Replay.All(Replay.Open(RecordingLimits.Default, TempFolder.Gzip(Otlp.Line(1, T) + "\n"), bytes[..length]));
            Assert.InRange(writer.Samples.Count, 1, 21);
            Assert.True(report.Dropped.Any(dropped => dropped.Reason == "damaged-gzip") || report.Files[1].Skipped is not null, $"cut after {length} bytes");
        }
    }

    [Fact]
    public void Of_a_truncated_gzip_file_all_complete_lines_are_read()
    {
        byte[] bytes = TempFolder.Gzip(Lines);
        (FakeWriter writer, InputReport report) = Replay.All(Replay.Open(RecordingLimits.Default, bytes[..(bytes.Length / 2)]));
        Assert.InRange(writer.Samples.Count, 500, 1500);
        Assert.Equal("damaged-gzip", Replay.Only(report).Reason);
        Assert.Equal(writer.Samples.Count, Replay.Only(report).Line - 1);
    }

    [Fact]
    public void Of_a_gzip_file_with_a_damaged_middle_the_lines_before_are_read()
    {
        byte[] bytes = TempFolder.Gzip(Lines);
        bytes.AsSpan(bytes.Length / 2, 64).Fill(0xFF);
        (FakeWriter writer, InputReport report) = Replay.All(Replay.Open(RecordingLimits.Default, bytes, Encoding.UTF8.GetBytes(Lines.Replace("\"0\"", "\"1\"", StringComparison.Ordinal))));
        Assert.InRange(writer.Samples.Count, 2500, 3500);
        Assert.Contains(report.Dropped, dropped => dropped.Reason == "damaged-gzip" && dropped.File == "file0");
    }

    [Theory]
    [InlineData(0, "endless-line")]
    [InlineData((int)'\n', "gzip-bomb")]
    public void A_gzip_bomb_ends_after_bounded_effort(int content, string reason)
    {
        // Half a megabyte that would give half a gigabyte.
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Otlp.Line(0, T) + "\n"));
            byte[] block = new byte[1 << 20];
            block.AsSpan().Fill((byte)content);
            for (int i = 0; i < 512; i++)
            {
                gzip.Write(block);
            }
        }

        byte[] bytes = file.ToArray();
        Assert.InRange(bytes.Length, 1, 1 << 20);
        var limits = new RecordingLimits { MaxLineLength = 8 << 20, MaxSkippedLength = 32 << 20, FreeInflation = 64 << 20 };
        using OtlpRecording recording = Replay.Open(limits, bytes);
        var writer = new CountingWriter();
        long before = GC.GetAllocatedBytesForCurrentThread();
        recording.WriteUntil(writer, long.MaxValue, TestContext.Current.CancellationToken);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
        InputReport report = recording.GetReport();
        Assert.Equal(1, writer.Samples);
        Assert.Equal(reason, Replay.Only(report).Reason);
        Assert.InRange(report.Files[0].Bytes, 1, 80 << 20);
        Assert.Equal(recording.TotalBytes, recording.BytesRead);
    }

    private sealed class FailingStream(byte[] bytes, int until) : MemoryStream(bytes, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            Position >= until ? throw new IOException("the disk is gone") : base.Read(buffer, offset, Math.Min(count, 1000));
    }
}
