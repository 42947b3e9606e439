using Feedline.Tool.Printing;

namespace Feedline.Tool.Tests.Printing;

public sealed class QuantityTextTests
{
    [Theory]
    [InlineData(12.41, "s", "12.41 s")]
    [InlineData(0.0123, "s", "12.3 ms")]
    [InlineData(0.000045, "s", "45 µs")]
    [InlineData(0, "s", "0 s")]
    [InlineData(5.1e6, "By/s", "5.1 MB/s")]
    [InlineData(-2500, "By", "-2.5 kB")]
    [InlineData(999, "By", "999 B")]
    [InlineData(1.5, "1", "1.5")]
    [InlineData(1234, "{packet}", "1,234 packet")]
    [InlineData(4e12, "{step}", "4e12 step")]
    [InlineData(double.NaN, "s", "unknown")]
    [InlineData(double.NegativeInfinity, "By", "unknown")]
    public void Numbers_come_with_a_unit_that_reads_well(double value, string unit, string expected) =>
        Assert.Equal(expected, QuantityText.Of(value, unit));

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(0.01, "<0.1")]
    [InlineData(12345.67, "12,345.7")]
    public void A_loss_that_is_there_is_never_shown_as_none(double seconds, string expected) =>
        Assert.Equal(expected, QuantityText.GpuSeconds(seconds));
}
