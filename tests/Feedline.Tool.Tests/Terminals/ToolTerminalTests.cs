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
}
