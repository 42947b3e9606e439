using Feedline.Tool.Printing;

namespace Feedline.Tool.Tests.Printing;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(63.84, "63.8 s")]
    [InlineData(600, "10 min 0 s")]
    [InlineData(3599.7, "1 h 0 min 0 s")]
    [InlineData(90_061, "25 h 1 min 1 s")]
    public void Lengths(double seconds, string expected) =>
        Assert.Equal(expected, TimeText.Length(UnixTime.FromSeconds(seconds)));

    [Fact]
    public void What_began_before_the_job_has_a_minus() => Assert.Equal("−2.0 s", TimeText.Offset(0, UnixTime.FromSeconds(2)));

    [Fact]
    public void A_date_that_changes_is_said_twice() => Assert.Equal(
        "1970-01-01 23:59:59.000 – 1970-01-02 00:00:01.000 UTC",
        TimeText.Span(UnixTime.FromSeconds(86_399), UnixTime.FromSeconds(86_401)));
}
