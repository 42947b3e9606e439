using CsCheck;

namespace Feedline.Signals.Tests.OrderStatistics;

public class MedianAbsoluteDeviationTests
{
    [Fact]
    public void Equals_the_sorted_reference() =>
        Gen.Select(Samples.Series(Samples.Ordered), Gen.Int[0, 8]).Sample((series, offset) =>
        {
            double actual = MedianAbsoluteDeviation.InPlace(Offset.Copy(series, offset), out double median);
            Assert.Equal(Reference.Median(series), median);
            Assert.Equal(Reference.Mad(series), actual);
        });

    [Fact]
    public void Floats_agree_with_the_definition()
    {
        Assert.Equal(1f, MedianAbsoluteDeviation.InPlace([1f, 2f, 3f, 4f, 100f], out float median));
        Assert.Equal(3f, median);
    }

    [Fact]
    public void A_majority_of_infinities_deviates_by_nothing()
    {
        double mad = MedianAbsoluteDeviation.InPlace(
            [double.PositiveInfinity, double.PositiveInfinity, 1], out double median);
        Assert.Equal(0, mad);
        Assert.Equal(double.PositiveInfinity, median);
    }
}
