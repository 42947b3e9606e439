using System.Diagnostics;
using Feedline.Docs.Tests.Markdown;

namespace Feedline.Docs.Tests;

public sealed class ReadmeTests
{
    private const string AnalyzeCommand = "dotnet run --project src/Feedline.Tool -c Release -- analyze samples/recordings/mixed";
    private const string TestCommand = "dotnet test Sdk.sln -c Release";

    private static readonly Document Readme = Document.Open("README.md");

    [Fact]
    public void Its_two_commands_are_those_that_are_checked()
    {
        Assert.Equal($"{AnalyzeCommand}\n{TestCommand}", Assert.Single(Readme.Code("console")));

        string[] checks = File.ReadAllLines(Path.Combine(Repository.Root, ".ci/run"));
        Assert.Contains(checks, line => line.StartsWith(AnalyzeCommand, StringComparison.Ordinal));
        Assert.Contains(checks, line => line.StartsWith(TestCommand, StringComparison.Ordinal));
        Assert.True(Directory.Exists(Path.Combine(Repository.Root, "src/Feedline.Tool")));
        Assert.True(Directory.Exists(Path.Combine(Repository.Root, "samples/recordings/mixed")));
    }

    [Fact]
    public async Task The_report_it_shows_is_what_the_command_prints()
    {
        string shown = Readme.CodeAfter("<!-- analyze samples/recordings/mixed -->");
        string printed = await Feedline("analyze", "samples/recordings/mixed");

        Assert.True(shown == printed.TrimEnd('\n'), $"Run .ci/readme and review the diff. The command prints:\n{printed}");
    }

    [Fact]
    public void Its_failure_modes_are_those_of_the_rules()
    {
        using DiagnosticEngine engine = new DiagnosticEngineBuilder().Build();
        string[] built =
        [
            .. engine.Rules.Select(rule => $"`{rule.FailureMode}` [{rule.Id}](docs/rules/{rule.Id}.md)"),
        ];
        string[] shown =
        [
            .. Readme.Rows.Where(row => row.Length == 3 && row[0].StartsWith('`') && !row[2].Contains("opt-in", StringComparison.Ordinal))
                .Select(row => $"{row[0]} {row[2]}"),
        ];
        Assert.Equal(built.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_names_all_well_known_failure_modes()
    {
        IEnumerable<string> known = typeof(FailureMode).GetProperties()
            .Where(property => property.PropertyType == typeof(FailureMode))
            .Select(property => $"`{property.GetValue(null)}`");

        Assert.Equal(
            known.Order(StringComparer.Ordinal),
            Readme.Rows.Where(row => row.Length == 3 && row[0].StartsWith('`')).Select(row => row[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_packages_are_those_of_the_source()
    {
        IEnumerable<string> projects = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => $"`{Path.GetFileNameWithoutExtension(file)}`");

        Assert.Equal(
            projects.Order(StringComparer.Ordinal),
            Readme.Rows.Where(row => row.Length == 2 && row[0].StartsWith('`')).Select(row => row[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_changelog_has_a_section_for_each_package()
    {
        string changelog = Document.Open("CHANGELOG.md").Text;

        Assert.All(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories),
            file => Assert.Contains($"### {Path.GetFileNameWithoutExtension(file)}\n", changelog, StringComparison.Ordinal));
    }

    internal static async Task<string> Feedline(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Feedline.Tool.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);

        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output.ReplaceLineEndings("\n");
    }
}
