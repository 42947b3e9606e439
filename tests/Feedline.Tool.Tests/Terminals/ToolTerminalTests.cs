using Feedline.Tool.Terminals;

namespace Feedline.Tool.Tests.Terminals;

public sealed class ToolTerminalTests
{
    [Theory]
    [InlineData(-1, 100)]
    [InlineData(0, 100)]
    [InlineData(1, 40)]
    [InlineData(80, 80)]
    [InlineData(500, 120)]
    public void Reports_are_laid_out_for_a_readable_width(int columns, int expected) =>
        Assert.Equal(expected, ToolTerminal.WidthOf(columns));

    [Theory]
    [InlineData(true, true, "", true, true)]
    [InlineData(false, true, "", false, false)]
    [InlineData(true, false, "", true, false)]
    [InlineData(true, true, "NO_COLOR=1", false, true)]
    [InlineData(true, true, "NO_COLOR=", true, true)]
    [InlineData(true, true, "TERM=dumb", false, false)]
    [InlineData(true, true, "TERM=xterm-256color", true, true)]
    [InlineData(true, true, "CI=true", true, false)]
    [InlineData(true, true, "TF_BUILD=True", true, false)]
    public void Colour_and_progress_are_for_whoever_can_see_them(
        bool outputIsTerminal, bool errorIsTerminal, string variable, bool colour, bool interactive)
    {
        ToolTerminal terminal = ToolTerminal.Create(
            TextWriter.Null, TextWriter.Null, outputIsTerminal, errorIsTerminal, 80,
            name => variable.StartsWith($"{name}=", StringComparison.Ordinal) ? variable[(name.Length + 1)..] : null);

        Assert.Equal((colour, interactive), (terminal.OutputHasColour, terminal.ErrorIsInteractive));
    }
}
