using Feedline.Tool.Printing;

namespace Feedline.Tool.Tests.Printing;

public sealed class BarTests
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(0.001, "▏")]
    [InlineData(50, "█████")]
    [InlineData(56.25, "█████▋")]
    [InlineData(100, "██████████")]
    [InlineData(120, "██████████")]
    public void Ten_columns(double part, string expected) => Assert.Equal(expected, Bar.Of(part, 100, 10));

    [Fact]
    public void Of_nothing_there_is_no_part() => Assert.Equal("", Bar.Of(1, 0, 10));
}
