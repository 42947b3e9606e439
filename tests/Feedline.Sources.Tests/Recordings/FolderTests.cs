namespace Feedline.Sources.Tests;

public class FolderTests
{
    private const long T = Otlp.Start;

    [Fact]
    public void Of_a_folder_the_files_with_a_recordings_name_are_read_in_order()
    {
        using var folder = new TempFolder();
        string[] read = ["a.otlp.jsonl.gz", "b.jsonl", "c.json", "d.ndjson", "e.jsonl.1", "f.jsonl.2.gz", "g.JSONL", "metrics-2024-01-01T00-00-00.000.json"];
        string[] passed = ["README.md", "json", "notes.txt", "rank0.log.gz"];
        for (int i = 0; i < read.Length; i++)
        {
            folder.Write(read[i], read[i].EndsWith("gz", StringComparison.Ordinal) ? TempFolder.Gzip(Otlp.Line(i, T)) : System.Text.Encoding.UTF8.GetBytes(Otlp.Line(i, T)));
        }

        foreach (string name in passed)
        {
            folder.Write(name, Otlp.Line(99, T));
        }

        (FakeWriter writer, InputReport report) = Replay.All(OtlpRecording.Open(folder.Path));
        Assert.Equal(Enumerable.Range(0, read.Length), writer.Keys.Select(key => key.Rank!.Value)); // same time: in the order of files
        Assert.Equal(read, report.Files.Where(file => file.Skipped is null).Select(file => Path.GetFileName(file.Path)));
        Assert.Equal(passed.Order(StringComparer.Ordinal), report.Files.Where(file => file.Skipped == "by its name it is no recording").Select(file => Path.GetFileName(file.Path)));
    }

    [Fact]
    public void A_file_named_by_itself_is_read_whatever_its_name()
    {
        using var folder = new TempFolder();
        string path = folder.Write("anything", Otlp.Line(0, T));
        Assert.Single(Replay.All(OtlpRecording.Open(path)).Writer.Samples);
    }

    [Fact]
    public void A_file_counts_once_though_named_twice_or_lying_there_compressed_too()
    {
        using var folder = new TempFolder();
        string path = folder.Write("rank0.jsonl", Otlp.Line(0, T));
        folder.Write("rank0.jsonl.gz", TempFolder.Gzip(Otlp.Line(0, T)));
        (FakeWriter writer, InputReport report) = Replay.All(OtlpRecording.Open(folder.Path, path, Path.Combine(folder.Path, ".", "rank0.jsonl")));
        Assert.Single(writer.Samples);
        Assert.Equal("the same file lies beside it without compression", Assert.Single(report.Files, file => file.Skipped is not null).Skipped);
    }

    [Fact]
    public void A_link_to_nothing_is_skipped()
    {
        using var folder = new TempFolder();
        folder.Write("a.jsonl", Otlp.Line(0, T));
        string link = Path.Combine(folder.Path, "b.jsonl");
        File.CreateSymbolicLink(link, Path.Combine(folder.Path, "gone"));
        (FakeWriter writer, InputReport report) = Replay.All(OtlpRecording.Open(folder.Path));
        Assert.Single(writer.Samples);
        Assert.StartsWith("it cannot be read: ", report.Files.Single(file => file.Path == link).Skipped, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_counts_and_the_progress_reaches_the_end()
    {
        using var folder = new TempFolder();
        string text = string.Join("\r\n", Enumerable.Range(0, 5000).Select(line => Otlp.Line(line % 2, T + (line * Otlp.Second), T + (line * Otlp.Second) + 1)));
        string plain = folder.Write("a.jsonl", text);
        string packed = folder.Write("b.jsonl.gz", TempFolder.Gzip(text.Replace("\"j\"", "\"k\"", StringComparison.Ordinal)));
        using OtlpRecording recording = OtlpRecording.Open(plain, packed);
        Assert.Equal(new FileInfo(plain).Length + new FileInfo(packed).Length, recording.TotalBytes);
        Assert.Equal(0, recording.BytesRead);
        Assert.Equal(0, recording.GetReport().Points);

        var writer = new FakeWriter();
        recording.WriteUntil(writer, T + (2500 * Otlp.Second), CancellationToken.None);
        Assert.InRange(recording.BytesRead, recording.TotalBytes / 3, recording.TotalBytes * 2 / 3);
        recording.WriteUntil(writer, long.MaxValue, CancellationToken.None);
        Assert.Equal(recording.TotalBytes, recording.BytesRead);

        InputReport report = recording.GetReport();
        Assert.Equal((20_000, 4), (report.Points, report.Series));
        Assert.Empty(report.Dropped);
        Assert.Equal([new InputFile(plain, text.Length, 5000, 10_000, null), new InputFile(packed, text.Length, 5000, 10_000, null)], report.Files);
    }
}
