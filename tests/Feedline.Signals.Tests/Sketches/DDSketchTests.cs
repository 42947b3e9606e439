using CsCheck;

namespace Feedline.Signals.Tests.Sketches;

public class DDSketchTests
{
    private static readonly Gen<double> Magnitude = Gen.Double[-20, 20].Select(e => Math.Pow(2, e));

    private static readonly Gen<double[]> Values =
        Gen.Frequency((8, Magnitude), (3, Magnitude.Select(v => -v)), (1, Gen.Const(0.0))).Array[1, 300];

    private static readonly Gen<double> Errors = Gen.OneOf(0.001, 0.01, 0.05, 0.3);

    private static DDSketch Make(double error) => new(error, 1e-7, 1e7);

    [Fact]
    public void Every_quantile_is_within_the_relative_error() =>
        Gen.Select(Values, Errors, Gen.Double[0, 1]).Sample((values, error, q) =>
        {
            DDSketch sketch = Make(error);
            sketch.Add(values);
            double expected = values.Order().ElementAt((int)(q * (values.Length - 1)));
            Assert.InRange(sketch.Quantile(q), expected - error * Math.Abs(expected), expected + error * Math.Abs(expected));
            Assert.Equal(values.Length, sketch.Count);
            Assert.Equal(0, sketch.OutOfRangeCount);
        }, iter: 1000);

    [Fact]
    public void Bucket_bounds_keep_the_error_over_the_whole_range() =>
        Gen.Select(Gen.Double[-290, 290], Gen.OneOf(0.02, 0.1)).Sample((exponent, error) =>
        {
            double value = Math.Pow(10, exponent);
            var sketch = new DDSketch(error, 1e-300, 1e300);
            sketch.Add(value);
            Assert.InRange(sketch.Quantile(0.5) / value, 1 - error, 1 + error);
        }, iter: 200);

    [Fact]
    public void Merging_equals_adding_everything_to_one() =>
        Gen.Select(Values, Values, Gen.Double[0, 1]).Sample((a, b, q) =>
        {
            DDSketch left = Make(0.01), right = Make(0.01), whole = Make(0.01);
            left.Add(a);
            right.Add(b);
            whole.Add(a);
            whole.Add(b);
            left.Merge(right);
            Assert.Equal(whole.Quantile(q), left.Quantile(q));
            Assert.Equal((whole.Count, whole.OutOfRangeCount), (left.Count, left.OutOfRangeCount));
            Assert.Equal(b.Length, right.Count);
        });

    [Fact]
    public void Runs_of_values_count_as_single_ones_do() =>
        Gen.Select(Samples.Series(Gen.Frequency((5, Magnitude), (5, Magnitude.Select(v => -v)), (1, Samples.Ordered), (1, Gen.Const(double.NaN)))), Gen.Int[0, 8], Gen.Double[0, 1])
            .Sample((values, offset, q) =>
            {
                DDSketch run = Make(0.01), single = Make(0.01);
                run.Add(Offset.Copy(values, offset));
                foreach (double value in values)
                    single.Add(value);
                Assert.Equal(single.Quantile(q), run.Quantile(q));
                Assert.Equal((single.Count, single.OutOfRangeCount), (run.Count, run.OutOfRangeCount));
            }, iter: 1000);

    [Fact]
    public void What_is_out_of_range_is_counted()
    {
        var sketch = new DDSketch(0.01, 1e-3, 1e3);
        sketch.Add([double.NaN, 1e-5, -1e-5, 0, 1e5, double.PositiveInfinity, double.NegativeInfinity]);
        Assert.Equal((6L, 5L), (sketch.Count, sketch.OutOfRangeCount));
        Assert.Equal(0, sketch.Quantile(0.5));
        Assert.Equal(-1e3, sketch.Quantile(0), 20.0);
        Assert.Equal(1e3, sketch.Quantile(1), 20.0);
        sketch.Clear();
        Assert.True(double.IsNaN(sketch.Quantile(0.5)));
        Assert.Equal((0L, 0L), (sketch.Count, sketch.OutOfRangeCount));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("relativeError", () => new DDSketch(0, 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>("least", () => new DDSketch(0.01, 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>("greatest", () => new DDSketch(0.01, 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>("q", () => Make(0.01).Quantile(-0.1));
        Assert.Throws<ArgumentException>("other", () => Make(0.01).Merge(Make(0.05)));
    }

    [Fact]
    public void Allocates_nothing_after_construction()
    {
        DDSketch sketch = Make(0.01), other = Make(0.01);
        double sum = 0;
        Assert.Equal(0, Allocation.Of(() =>
        {
            sketch.Add(1.5);
            sketch.Add(-3);
            sketch.Merge(other);
            sum += sketch.Quantile(0.9);
        }));
        Assert.True(sum > 0);
    }
}
