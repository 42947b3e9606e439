using Feedline.Tool.Printing;
using Feedline.Tool.Tests.Samples;

namespace Feedline.Tool.Tests.Printing;

public sealed class TextReportTests
{
    private const char Escape = '\u001b';

    [Fact]
    public void Mixed() => Snapshot.Matches(TextReport.Write(Reports.Mixed, 80, colour: false));

    [Fact]
    public void Healthy() => Snapshot.Matches(TextReport.Write(Reports.Healthy, 80, colour: false));

    [Fact]
    public void Informed() => Snapshot.Matches(TextReport.Write(Reports.Informed, 80, colour: false));

    [Fact]
    public void WithoutSteps() => Snapshot.Matches(TextReport.Write(Reports.WithoutSteps, 80, colour: false));

    [Fact]
    public void TwoJobs() => Snapshot.Matches(TextReport.Write(Reports.TwoJobs, 100, colour: false));

    [Fact]
    public void Narrow() => Snapshot.Matches(TextReport.Write(Reports.Mixed, 40, colour: false));

    [Fact]
    public void Text_of_a_recording_cannot_reach_the_terminal_as_commands()
    {
        string text = TextReport.Write(Reports.Hostile, 80, colour: false);

        Assert.DoesNotContain(text, character => character != '\n' && char.IsControl(character));
        Assert.DoesNotContain('\u202e', text);
        Assert.Contains("[bold]not markup[/]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_change_nothing_but_colours()
    {
        string coloured = TextReport.Write(Reports.Mixed, 80, colour: true);
        string plain = TextReport.Write(Reports.Mixed, 80, colour: false);

        Assert.Contains(Escape, coloured);
        Assert.DoesNotContain(Escape, plain);
        Assert.Equal(Words(plain), Words(System.Text.RegularExpressions.Regex.Replace(coloured, "\u001b\\[[0-9;]*m", "")));
    }

    [Fact]
    public void No_line_is_wider_than_the_output()
    {
        for (int width = 40; width <= 120; width++)
        {
            string[] lines = TextReport.Write(Reports.TwoJobs, width, colour: false).Split('\n');

            Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        }
    }

    [Fact]
    public void The_gravest_cause_comes_first()
    {
        string text = TextReport.Write(Reports.Mixed, 80, colour: false);

        Assert.True(
            text.IndexOf("ERROR", StringComparison.Ordinal) < text.IndexOf("WARNING", StringComparison.Ordinal), text);
    }

    private static string[] Words(string text) => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
