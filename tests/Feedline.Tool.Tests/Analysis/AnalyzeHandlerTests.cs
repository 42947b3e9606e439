using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Feedline.Tool.Analysis;
using Feedline.Tool.Tests.CommandLine;

namespace Feedline.Tool.Tests.Analysis;

/// <summary>The whole command over real input.</summary>
public sealed class AnalyzeHandlerTests
{
    private const long Start = 1_795_434_126_393_834_509;

    [Fact]
    public void A_file_and_its_gzip_give_the_same()
    {
        using var folder = new TemporaryFolder();
        string plain = folder.File("run.jsonl");
        string gzip = folder.File("run.otlp.jsonl.gz");
        File.WriteAllText(plain, Steps(rank: 0, count: 40));
        using (var compressed = new GZipStream(File.Create(gzip), CompressionLevel.Fastest))
            compressed.Write(File.ReadAllBytes(plain));

        CommandRun first = Analyze(plain);
        CommandRun second = Analyze(gzip);

        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Equal(first.Output.Replace(plain, "FILE", StringComparison.Ordinal), second.Output.Replace(gzip, "FILE", StringComparison.Ordinal));
    }

    [Fact]
    public void Nanoseconds_survive_the_way_from_file_to_report()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("run.jsonl"), Steps(rank: 0, count: 40));
        using JsonDocument document = JsonDocument.Parse(Analyze(folder.FullName).Output);

        Assert.Equal("2026-11-23T11:42:06.393834509Z", document.RootElement.GetProperty("window").GetProperty("start").GetString());
        Assert.Equal(1, document.RootElement.GetProperty("worldSize").GetInt32());
    }

    [Fact]
    public void A_corrupt_line_is_counted_with_its_place_and_the_rest_is_analysed()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("run.jsonl");
        string[] lines = Steps(rank: 0, count: 40).Split('\n');
        lines[6] = lines[6][..50];
        File.WriteAllText(file, string.Join('\n', lines));
        using JsonDocument document = JsonDocument.Parse(Analyze(file).Output);
        JsonElement dropped = Assert.Single(document.RootElement.GetProperty("inputs").GetProperty("dropped").EnumerateArray());

        Assert.Equal(
            ("corrupt-line", 1, file, 7),
            (dropped.GetProperty("reason").GetString(), dropped.GetProperty("count").GetInt32(),
                dropped.GetProperty("file").GetString(), dropped.GetProperty("line").GetInt32()));
        Assert.Equal(39, document.RootElement.GetProperty("inputs").GetProperty("points").GetInt64());
    }

    [Fact]
    public void Two_jobs_in_one_folder_are_told_apart()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.jsonl"), Steps(rank: 0, count: 40, job: "a"));
        File.WriteAllText(folder.File("b.jsonl"), Steps(rank: 0, count: 40, job: "b"));
        using JsonDocument document = JsonDocument.Parse(Analyze(folder.FullName).Output);

        Assert.Equal(
            ["a", "b"],
            document.RootElement.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("job").GetString()).Order());
    }

    [Fact]
    public void A_file_that_is_no_recording_is_2()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("notes.jsonl"), "These are notes.\nNo telemetry.\n");
        CommandRun run = Analyze(folder.File("notes.jsonl"));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"feedline: {folder.File("notes.jsonl")}: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("healthy", new string[0])]
    [InlineData("checkpoint-stall", new[] { "checkpoint-stall" })]
    [InlineData("desync", new[] { "compute-straggler 1", "hang 3" })]
    public void A_real_run_is_diagnosed(string recording, string[] expected)
    {
        using JsonDocument document = JsonDocument.Parse(Analyze(Recordings.Folder(recording)).Output);

        Assert.Equal(expected, document.RootElement.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("severity").GetString() != "info")
            .Select(finding => string.Join(' ', finding.GetProperty("subjects").EnumerateArray()
                .Select(subject => subject.GetProperty("rank").ToString())
                .Prepend(finding.GetProperty("failureMode").GetString()))));
    }

    [Fact]
    public void An_analysis_can_be_interrupted()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("run.jsonl"), Steps(rank: 0, count: 40));

        Assert.Throws<OperationCanceledException>(() =>
            AnalyzeHandler.Run([folder.FullName], new ReadProgress(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Progress_ends_at_the_whole()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("run.jsonl"), Steps(rank: 0, count: 40));
        var progress = new ReadProgress();

        Assert.Equal(0, progress.Fraction);
        AnalyzeHandler.Run([folder.FullName], progress, TestContext.Current.CancellationToken);
        Assert.Equal(1, progress.Fraction);
    }

    [Fact]
    public void Every_built_in_rule_says_what_it_is()
    {
        IReadOnlyList<RuleDescriptor> rules = AnalyzeHandler.Rules();

        Assert.NotEmpty(rules);
        Assert.Distinct(rules.Select(rule => rule.Id));
    }

    private static CommandRun Analyze(string path) => CommandRun.Of(AnalyzeHandler.Run, "analyze", path, "--format", "json");

    /// <summary>OTLP/JSON lines of a rank that ends a step every second.</summary>
    private static string Steps(int rank, int count, string job = "job")
    {
        var text = new StringBuilder();
        for (int step = 0; step < count; step++)
        {
            text.Append($$$"""
                {"resourceMetrics":[{"resource":{"attributes":[
                {"key":"training.job.id","value":{"stringValue":"{{{job}}}"}},
                {"key":"training.rank","value":{"intValue":"{{{rank}}}"}},
                {"key":"host.name","value":{"stringValue":"node{{{rank}}}"}}]},
                "scopeMetrics":[{"metrics":[{"name":"training.step","unit":"{step}","gauge":{"dataPoints":[
                {"timeUnixNano":"{{{Start + step * UnixTime.NanosecondsPerSecond}}}","asInt":"{{{step}}}"}]}}]}]}]}
                """.ReplaceLineEndings(""));
            text.Append('\n');
        }

        return text.ToString();
    }
}
