using System.Text.Json;
using Feedline.Tool.Analysis;
using Feedline.Tool.Tests.Samples;

namespace Feedline.Tool.Tests.CommandLine;

public sealed class AnalyzeCommandTests
{
    [Fact]
    public void Analysed_is_0_whatever_was_found()
    {
        CommandRun run = CommandRun.Of(Reports.Mixed, "analyze", "run");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("Job ddp-7 · 4 ranks\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_reach_the_reader_in_their_order()
    {
        IReadOnlyList<string> seen = [];
        CommandRun.Of(
            (paths, _, _) =>
            {
                seen = paths;
                return Reports.Healthy;
            },
            "analyze", "b", "@a", "--format", "json", "c");

        Assert.Equal(["b", "@a", "c"], seen);
    }

    [Theory]
    [InlineData("info", 1)]
    [InlineData("warning", 1)]
    [InlineData("ERROR", 1)]
    [InlineData("critical", 0)]
    public void Fail_on_gives_1_from_its_severity_on(string severity, int expected)
    {
        CommandRun run = CommandRun.Of(Reports.Mixed, "analyze", "run", "--fail-on", severity);

        Assert.Equal(expected, run.ExitCode);
        Assert.Contains("GPU time", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Fail_on_asks_the_effects_as_well()
    {
        JobDiagnosis job = Reports.Mixed.Jobs[0];
        Diagnosis diagnosis = job.Diagnoses[0] with { Effects = [job.Diagnoses[0].Effects[0] with { Severity = FindingSeverity.Critical }] };
        AnalysisReport report = Reports.Mixed with { Jobs = [job with { Diagnoses = [diagnosis] }] };

        Assert.Equal(1, CommandRun.Of(report, "analyze", "run", "--fail-on", "critical").ExitCode);
    }

    [Fact]
    public void Fail_on_is_not_met_by_a_healthy_run() =>
        Assert.Equal(0, CommandRun.Of(Reports.Healthy, "analyze", "run", "--fail-on", "info").ExitCode);

    [Fact]
    public void Json_goes_to_output_alone()
    {
        CommandRun run = CommandRun.Of(Reports.Mixed, "analyze", "run", "--format", "json");
        using JsonDocument document = JsonDocument.Parse(run.Output);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(1, document.RootElement.GetProperty("schemaVersion").GetInt32());
    }

    [Fact]
    public void Piped_output_holds_no_escape_codes() =>
        Assert.DoesNotContain('\u001b', CommandRun.Of(Reports.Mixed, "analyze", "run").Output);

    [Fact]
    public void A_terminal_gets_colours_unless_asked_not_to()
    {
        Assert.Contains('\u001b', CommandRun.Of((_, _, _) => Reports.Mixed, colour: true, "analyze", "run").Output);
        Assert.DoesNotContain('\u001b', CommandRun.Of((_, _, _) => Reports.Mixed, colour: true, "analyze", "run", "--no-color").Output);
        Assert.DoesNotContain('\u001b', CommandRun.Of((_, _, _) => Reports.Mixed, colour: true, "analyze", "run", "--format", "json").Output);
    }

    [Theory]
    [InlineData("json", "{")]
    [InlineData("table", "Job ddp-7")]
    public void A_report_goes_to_a_file_without_colours(string format, string start)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("report");
        File.WriteAllText(file, new string('x', 100_000));
        CommandRun run = CommandRun.Of((_, _, _) => Reports.Mixed, colour: true, "analyze", "run", "--format", format, "-o", file);
        string text = File.ReadAllText(file);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('x', text[^10..]);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_2()
    {
        using var folder = new TemporaryFolder();
        CommandRun run = CommandRun.Of(Reports.Mixed, "analyze", "run", "--output", folder.File("no/such/folder/report"));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        AssertOneLine(run.Error);
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Input_that_cannot_be_read_is_2_and_one_line(Exception exception)
    {
        CommandRun run = CommandRun.Of((_, _, _) => throw exception, "analyze", "run");

        Assert.Equal((2, "", "feedline: no such luck\n"), (run.ExitCode, run.Output, run.Error));
    }

    public static TheoryData<Exception> Unreadable() =>
    [
        new InputException("no such luck"),
        new FileNotFoundException("no such luck"),
        new InvalidDataException("no such luck"),
        new UnauthorizedAccessException("no such luck"),
    ];

    [Fact]
    public void A_missing_path_is_2()
    {
        CommandRun run = CommandRun.Of(AnalyzeHandler.Run, "analyze", "no-such-recording");

        Assert.Equal(2, run.ExitCode);
        Snapshot.Matches(run.Error);
    }

    [Fact]
    public void An_empty_folder_is_2()
    {
        using var folder = new TemporaryFolder();
        CommandRun run = CommandRun.Of(AnalyzeHandler.Run, "analyze", folder.FullName);

        Assert.Equal(2, run.ExitCode);
        Snapshot.Matches(run.Error.Replace(folder.FullName, "FOLDER", StringComparison.Ordinal));
    }

    [Fact]
    public void A_defect_is_neither_1_nor_2_and_says_where()
    {
        CommandRun run = CommandRun.Of((_, _, _) => throw new InvalidOperationException("defect"), "analyze", "run");

        Assert.Equal(70, run.ExitCode);
        Assert.Contains(nameof(A_defect_is_neither_1_nor_2_and_says_where), run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_run_is_130_and_prints_nothing()
    {
        CommandRun run = CommandRun.Of((_, _, _) => throw new OperationCanceledException(), "analyze", "run");

        Assert.Equal((130, "", "feedline: interrupted\n"), (run.ExitCode, run.Output, run.Error));
    }

    private static void AssertOneLine(string error)
    {
        Assert.StartsWith("feedline: ", error, StringComparison.Ordinal);
        Assert.Equal(error.Length - 1, error.IndexOf('\n', StringComparison.Ordinal));
    }
}
