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
    public void Of_floats_equals_the_sorted_reference() =>
        Gen.Select(Samples.Series(Samples.OrderedFloats), Gen.Int[0, 16]).Sample((series, offset) =>
        {
            float actual = MedianAbsoluteDeviation.InPlace(Offset.Copy(series, offset), out float median);
            Assert.Equal(Reference.Median(series), median);
            Assert.Equal(Reference.Mad(series), actual);
        });

    [Fact]
    public void A_majority_of_infinities_deviates_by_nothing()
    {
        double mad = MedianAbsoluteDeviation.InPlace(
            [double.PositiveInfinity, double.PositiveInfinity, 1], out double median);
        Assert.Equal(0, mad);
        Assert.Equal(double.PositiveInfinity, median);
    }
}
