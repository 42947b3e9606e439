using System.Text;
using Feedline.Tool.Tests.Samples;

namespace Feedline.Tool.Tests.CommandLine;

public sealed class UsageTests
{
    [Fact]
    public void Help() => Snapshot.Matches(Shown("--help"));

    [Fact]
    public void AnalyzeHelp() => Snapshot.Matches(Shown("analyze", "--help"));

    [Fact]
    public void DetectHelp() => Snapshot.Matches(Shown("detect", "--help"));

    [Fact]
    public void PlanHelp() => Snapshot.Matches(Shown("plan", "--help"));

    [Fact]
    public void RulesHelp() => Snapshot.Matches(Shown("rules", "-h"));

    [Fact]
    public void Mistakes()
    {
        string[][] mistakes =
        [
            ["analyzee", "run"],
            ["diagnose"],
            ["--no-color"],
            ["analyze"],
            ["analyze", "run", "--format", "xml"],
            ["analyze", "run", "--format"],
            ["analyze", "run", "--fail-on", "fatal"],
            ["analyze", "run", "--fail-on"],
            ["analyze", "run", "--output"],
            ["analyze", "run", "--fmt", "json"],
            ["detect"],
            ["detect", "a.csv", "--format", "json"],
            ["detect", "a.csv", "b.csv"],
            ["rules", "FL1001"],
            ["rules", "--format", "xml"],
        ];
        var text = new StringBuilder();
        foreach (string[] mistake in mistakes)
        {
            CommandRun run = CommandRun.Of(Reports.Mixed, mistake);
            text.Append("> feedline ").AppendJoin(' ', mistake).Append('\n').Append(run.Error).Append(run.Output).Append($"exit code {run.ExitCode}\n\n");
        }

        Snapshot.Matches(text.ToString());
    }

    [Fact]
    public void Without_a_command_help_goes_to_error()
    {
        CommandRun run = CommandRun.Of(Reports.Mixed);

        Assert.Equal((2, "", Shown("--help")), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void Rules_are_sorted_by_id()
    {
        CommandRun run = CommandRun.Of(Reports.Mixed, "rules");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["FL1001", "FL2001", "FL3001"], run.Output.Split('\n').Where(line => line.StartsWith("FL", StringComparison.Ordinal)).Select(line => line[..6]));
    }

    [Fact]
    public void Rules_for_a_program()
    {
        CommandRun run = CommandRun.Of(Reports.Mixed, "rules", "--format", "json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("{\n  \"schemaVersion\": 1,\n  \"rules\": [", run.Output, StringComparison.Ordinal);
    }

    private static string Shown(params string[] args)
    {
        CommandRun run = CommandRun.Of(Reports.Mixed, args);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }
}
