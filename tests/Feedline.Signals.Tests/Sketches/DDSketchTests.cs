using CsCheck;

namespace Feedline.Signals.Tests.Sketches;

public class DDSketchTests
{
    private static readonly Gen<double> Magnitude = Gen.Double[-20, 20].Select(e => Math.Pow(2, e));

    private static readonly Gen<double[]> Values =
        Gen.Frequency((8, Magnitude), (3, Magnitude.Select(v => -v)), (1, Gen.Const(0.0))).Array[1, 300];

    private static readonly Gen<double> Errors = Gen.OneOf(0.001, 0.01, 0.05, 0.3);

    /// <summary>What a sketch of 1 % tells apart: sign, and the octave and sixty-fourth of it.</summary>
    private static long Bucket(double value) => BitConverter.DoubleToInt64Bits(value) >> (52 - 6);

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
        Gen.Select(Gen.Double[-307, 308], Gen.OneOf(0.001, 0.01, 0.02, 0.1, 1.0 / 3, 0.5)).Sample((exponent, error) =>
        {
            double value = Math.Pow(10, exponent);
            var sketch = new DDSketch(error, 2.3e-308, double.MaxValue);
            sketch.Add(value);
            Assert.InRange(sketch.Quantile(0.5) / value, 1 - error, 1 + error);
            Assert.Equal(0, sketch.OutOfRangeCount);
        }, iter: 200);

    [Fact]
    public void Values_on_either_side_of_a_bucket_bound_keep_the_error() =>
        Gen.Select(Gen.Int[-1019, 1020], Gen.Int[0, 512], Gen.Int[-2, 2], Errors).Sample((exponent, part, ulps, error) =>
        {
            double value = Math.ScaleB(1 + part / 512.0, exponent);
            for (; ulps > 0; ulps--)
                value = Math.BitIncrement(value);
            for (; ulps < 0; ulps++)
                value = Math.BitDecrement(value);
            var sketch = new DDSketch(error, 1e-307, 1e308);
            sketch.Add([value, -value]);
            Assert.InRange(sketch.Quantile(1) / value, 1 - error, 1 + error);
            Assert.Equal(-sketch.Quantile(1), sketch.Quantile(0));
        }, iter: 1000);

    [Fact]
    public void The_ends_of_the_range_are_in_it() =>
        Gen.Select(Magnitude, Gen.Double[1.0001, 1e6], Errors).Sample((least, ratio, error) =>
        {
            double greatest = least * ratio;
            var sketch = new DDSketch(error, least, greatest);
            sketch.Add([least, greatest, -least, -greatest]);
            Assert.Equal((4L, 0L), (sketch.Count, sketch.OutOfRangeCount));
            Assert.Equal(-greatest, sketch.Quantile(0), error * greatest);
            Assert.Equal(greatest, sketch.Quantile(1), error * greatest);
        });

    [Fact]
    public void What_is_too_small_or_too_large_keeps_its_side()
    {
        var sketch = new DDSketch(0.01, 1, double.MaxValue);
        sketch.Add([double.Epsilon, -double.Epsilon, 1e-310, -0.0, double.NegativeInfinity, double.PositiveInfinity]);
        Assert.Equal((6L, 5L), (sketch.Count, sketch.OutOfRangeCount));
        Assert.Equal(0, sketch.Quantile(0.25));
        Assert.InRange(sketch.Quantile(1), 0.99 * double.MaxValue, double.MaxValue);
        Assert.Equal(-sketch.Quantile(1), sketch.Quantile(0));
    }

    [Fact]
    public void Every_NaN_is_passed_over()
    {
        DDSketch sketch = Make(0.01);
        double[] payloads = [.. new[] { 0x7FF0000000000001, -1L, 0x7FFFFFFFFFFFFFFF, unchecked((long)0xFFF8000000000000) }.Select(BitConverter.Int64BitsToDouble)];
        sketch.Add([.. payloads, .. payloads, .. payloads, .. payloads, .. payloads, .. payloads, .. payloads, .. payloads, .. payloads]);
        foreach (double payload in payloads)
            sketch.Add(payload);
        Assert.Equal(0, sketch.Count);
        Assert.True(double.IsNaN(sketch.Quantile(0.5)));
    }

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
            whole.Merge(whole);
            Assert.Equal(2 * left.Count, whole.Count);
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
    public void Read_from_bytes_it_is_what_was_written_and_merges_like_it() =>
        Gen.Select(Samples.Series(Gen.Frequency((8, Magnitude), (2, Magnitude.Select(v => -v)), (2, Samples.Ordered))), Values, Errors).Sample((a, b, error) =>
        {
            DDSketch one = Make(error), other = Make(error);
            one.Add(a);
            other.Add(b);
            DDSketch readOne = DDSketch.Read(Message.Of(one)), readOther = DDSketch.Read(Message.Of(other));
            Assert.Equal((one.Count, one.OutOfRangeCount), (readOne.Count, readOne.OutOfRangeCount));
            Assert.Equal((error, 1e-7, 1e7), (readOne.RelativeError, readOne.Least, readOne.Greatest));
            one.Merge(other);
            readOne.Merge(readOther);
            for (double q = 0; q <= 1; q += 0.0625)
                Assert.Equal(one.Quantile(q), readOne.Quantile(q));
            Assert.Equal(Message.Of(one), Message.Of(readOne));
        });

    [Fact]
    public void As_bytes_it_takes_a_few_for_each_bucket_in_use() => Values.Sample(values =>
    {
        DDSketch sketch = Make(0.01);
        Assert.Equal(36, sketch.SerializedLength);
        sketch.Add(values);
        int used = values.Select(Bucket).Distinct().Count();
        Assert.InRange(sketch.SerializedLength, 36 + used, 36 + 6 * used);
    });

    [Fact]
    public void The_bytes_are_those_of_version_1()
    {
        // 2 buckets to each doubling: slots 1.0, 1.5, 2.0, 3.0, larger, smaller; the same below zero; zero.
        var sketch = new DDSketch(0.25, 1, 3.9);
        sketch.Add([1, 1.6, 1.6, 9, -2.5, 0, 0]);
        for (int i = 0; i < 299; i++)
            sketch.Add(1.5);
        byte[] content = [.. BitConverter.GetBytes(0.25), .. BitConverter.GetBytes(1.0), .. BitConverter.GetBytes(3.9), 0, 2, 1, 0xAD, 2, 2, 1, 1, 3, 1, 1, 3, 1, 2];
        Assert.Equal(Message.Around('D', content), Message.Of(sketch));
    }

    [Fact]
    public void Forged_content_is_refused()
    {
        byte[] Parameters(double error, double least, double greatest) =>
            [.. BitConverter.GetBytes(error), .. BitConverter.GetBytes(least), .. BitConverter.GetBytes(greatest)];
        byte[] good = Parameters(0.25, 1, 3.9);
        Assert.Equal(3, DDSketch.Read(Message.Around('D', [.. good, 12, 1, 3])).Count);
        byte[][] forged =
        [
            Parameters(0, 1, 2), Parameters(double.NaN, 1, 2), Parameters(0.1, 0, 2), Parameters(0.1, 2, 1), Parameters(0.1, 1, double.PositiveInfinity),
            good[..^1],
            [.. good, 13, 1, 3],
            [.. good, 12, 2, 3, 3],
            [.. good, 12, 1],
            [.. good, 12, 1, 0],
            [.. good, 12, 0],
            [.. good, 3, 1, 1, 0, 1, 1],
            [.. good, 0, 1, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10],
            [.. good, 0, 2, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10, 1],
        ];
        Assert.All(forged, content => Assert.Throws<FormatException>(() => DDSketch.Read(Message.Around('D', content))));
    }

    [Fact]
    public void More_values_than_can_be_counted_are_refused()
    {
        var sketch = new DDSketch(0.25, 1, 3.9);
        sketch.Add(1);
        for (int i = 0; i < 53; i++)
            sketch.Merge(sketch);
        Assert.Equal(1L << 53, DDSketch.Read(Message.Of(sketch)).Count);
        DDSketch one = new(0.25, 1, 3.9);
        one.Add(2);
        Assert.Throws<OverflowException>(() => one.Merge(sketch));
        Assert.Equal(1, one.Count);
    }

    [Fact]
    public void Too_little_room_for_the_bytes_is_refused_before_anything_is_written()
    {
        DDSketch sketch = Make(0.01);
        sketch.Add(1);
        byte[] room = new byte[sketch.SerializedLength - 1];
        Assert.Throws<ArgumentException>("destination", () => sketch.WriteTo(room));
        Assert.All(room, one => Assert.Equal(0, one));
        byte[] more = new byte[room.Length + 9];
        Assert.Equal(room.Length + 1, sketch.WriteTo(more));
        Assert.Equal(1, DDSketch.Read(more.AsSpan(0, room.Length + 1)).Count);
        Assert.Throws<ArgumentException>("other", () => Make(0.05).Merge(DDSketch.Read(Message.Of(sketch))));
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
        double[] many = new double[1000];
        byte[] bytes = new byte[2000];
        double sum = 0;
        Assert.Equal(0, Allocation.Of(() =>
        {
            sketch.Add(many);
            sketch.Add(1.5);
            sketch.Add(-3);
            sketch.Merge(other);
            sum += sketch.Quantile(1) + sketch.SerializedLength + sketch.WriteTo(bytes);
        }));
        Assert.True(sum > 0);
    }
}
