using CsCheck;

namespace Feedline.Signals.Tests.Sketches;

public class SlidingSumTests
{
    private static readonly Gen<double> Errors = Gen.OneOf(0.001, 0.01, 0.05, 0.5);

    /// <summary>Steps of time and amounts: bursts at one instant, silences longer than the window, ones and giants.</summary>
    private static readonly Gen<(long Step, long Amount)[]> Events = Gen.Select(
        Gen.Frequency((5, Gen.Long[0, 3]), (4, Gen.Long[0, 50]), (1, Gen.Long[500, 3000])),
        Gen.Frequency((6, Gen.Const(1L)), (3, Gen.Long[0, 100]), (1, Gen.Long[0, 1L << 40]))).Array[0, 600];

    private static long Exact(IEnumerable<(long Time, long Amount)> events, long now, long window) =>
        events.Where(e => e.Time > now - window && e.Time <= now).Sum(e => e.Amount);

    private static List<(long Time, long Amount)> Timed((long Step, long Amount)[] events)
    {
        long time = 0;
        return [.. events.Select(e => (time += e.Step, e.Amount))];
    }

    private static void AssertWithin(double error, long exact, long estimate)
    {
        Assert.Equal(exact == 0, estimate == 0);
        Assert.InRange((double)estimate, exact - error * exact, exact + error * exact);
    }

    [Fact]
    public void Every_sum_is_within_the_relative_error() =>
        Gen.Select(Events, Errors, Gen.Long[1, 1000]).Sample((events, error, window) =>
        {
            var sum = new SlidingSum(window, error);
            List<(long Time, long Amount)> timed = Timed(events);
            for (int i = 0; i < timed.Count; i++)
            {
                sum.Add(timed[i].Time, timed[i].Amount);
                if (i % 7 == 0)
                    AssertWithin(error, Exact(timed.Take(i + 1), timed[i].Time, window), sum.At(timed[i].Time));
            }

            long end = timed.Count == 0 ? 0 : timed[^1].Time;
            for (long later = 0; later < window + 10; later += 1 + window / 50)
                AssertWithin(error, Exact(timed, end + later, window), sum.At(end + later));
        }, iter: 300);

    [Fact]
    public void Merged_sums_are_within_the_error_they_state() =>
        Gen.Select(Events.Array[2, 4], Errors, Gen.Long[1, 1000]).Sample((nodes, error, window) =>
        {
            var merged = new SlidingSum(window, error);
            var all = new List<(long Time, long Amount)>();
            double stated = error;
            foreach ((long, long)[] node in nodes)
            {
                var one = new SlidingSum(window, error);
                List<(long Time, long Amount)> timed = Timed(node);
                foreach ((long time, long amount) in timed)
                    one.Add(time, amount);
                merged.Merge(one);
                all.AddRange(timed);
                stated = (1 + stated) * (1 + error) - 1;
                Assert.Equal(stated, merged.RelativeError, 1e-12);
                Assert.Equal(error, one.RelativeError);
            }

            long end = all.Count == 0 ? 0 : all.Max(e => e.Time);
            for (long later = 0; later < window + 10; later += 1 + window / 50)
                AssertWithin(stated, Exact(all, end + later, window), merged.At(end + later));
        }, iter: 200);

    [Fact]
    public void Room_grows_with_the_logarithm_of_the_sum() =>
        Gen.Select(Errors, Gen.Long[1, 1L << 40]).Sample((error, amount) =>
        {
            var sum = new SlidingSum(long.MaxValue, error);
            const int events = 200_000;
            for (int i = 0; i < events; i++)
                sum.Add(i, amount);
            double most = 1 / error + 2 * Math.Log(1 + (double)events * amount * error) / Math.Log(1 + 2 * error) + 4;
            Assert.InRange(sum.Room, 1, Math.Max(32, 4 * most));
            AssertWithin(error, events * amount, sum.At(events));
        }, iter: 10);

    [Fact]
    public void Times_out_of_order_count_as_the_latest()
    {
        var sum = new SlidingSum(10, 0.01);
        sum.Add(100, 3);
        sum.Add(50, 4);
        Assert.Equal(7, sum.At(0));
        Assert.Equal(7, sum.At(109));
        Assert.Equal(0, sum.At(110));
        sum.Add(105);
        Assert.Equal(1, sum.At(119));
        Assert.Equal(0, sum.At(120));
    }

    [Fact]
    public void Extreme_times_and_windows_hold()
    {
        var sum = new SlidingSum(long.MaxValue, 0.1);
        sum.Add(long.MinValue + 5, 2);
        Assert.Equal(2, sum.At(-10));
        Assert.Equal(0, sum.At(long.MaxValue));
        sum.Clear();
        sum.Add(long.MinValue + 9);
        Assert.Equal(1, sum.At(long.MinValue + 9));
    }

    private static SlidingSum Of((long Step, long Amount)[] events, long window, double error)
    {
        var sum = new SlidingSum(window, error);
        foreach ((long time, long amount) in Timed(events))
            sum.Add(time, amount);
        return sum;
    }

    [Fact]
    public void Read_from_bytes_it_is_what_was_written_and_merges_like_it() =>
        Gen.Select(Events, Events, Errors, Gen.Long[1, 1000]).Sample((a, b, error, window) =>
        {
            SlidingSum one = Of(a, window, error), other = Of(b, window, error);
            SlidingSum readOne = SlidingSum.Read(Message.Of(Of(a, window, error))), readOther = SlidingSum.Read(Message.Of(Of(b, window, error)));
            Assert.Equal((window, error), (readOne.Window, readOne.RelativeError));
            one.Merge(other);
            readOne.Merge(readOther);
            one.Merge(other);
            readOne.Merge(SlidingSum.Read(Message.Of(readOther)));
            Assert.Equal(one.RelativeError, readOne.RelativeError);
            Assert.Equal(Message.Of(one), Message.Of(readOne));
            long end = Math.Max(a.Sum(e => e.Step), b.Sum(e => e.Step));
            for (long later = 0; later < window + 10; later += 1 + window / 50)
                Assert.Equal(one.At(end + later), readOne.At(end + later));
        }, iter: 300);

    [Fact]
    public void Read_from_bytes_it_goes_on_within_the_error() =>
        Gen.Select(Events, Events, Errors, Gen.Long[1, 1000]).Sample((before, after, error, window) =>
        {
            SlidingSum sum = SlidingSum.Read(Message.Of(Of(before, window, error)));
            List<(long Time, long Amount)> timed = Timed([.. before, .. after]);
            foreach ((long time, long amount) in timed[before.Length..])
                sum.Add(time, amount);
            long end = timed.Count == 0 ? 0 : timed[^1].Time;
            for (long later = 0; later < window + 10; later += 1 + window / 50)
                AssertWithin(error, Exact(timed, end + later, window), sum.At(end + later));
        }, iter: 300);

    [Fact]
    public void The_bytes_are_those_of_version_1()
    {
        var sum = new SlidingSum(1000, 0.5);
        sum.Add(7, 300);
        sum.Add(9);
        sum.Add(9);
        sum.Add(12, 2);
        sum.At(13);
        byte[] content =
        [
            .. BitConverter.GetBytes(0.5), .. BitConverter.GetBytes(0.5), 0xE8, 7,
            0x8D, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1, 3, 1, 0, 2, 3, 0, 2, 2, 0, 0xAC, 2,
        ];
        Assert.Equal(Message.Around('S', content), Message.Of(sum));
    }

    [Fact]
    public void Forged_content_is_refused()
    {
        byte[] parameters = [.. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(0.1), 100, 50];
        Assert.Equal(3, SlidingSum.Read(Message.Around('S', [.. parameters, 1, 4, 0, 3])).At(long.MinValue));
        byte[][] forged =
        [
            [.. parameters, 0x80, 0x80, 0x80, 0x80, 8],
            [.. parameters, 2, 4, 0, 3],
            [.. parameters, 1, 4, 0, 3, 0],
            [.. parameters, 1, 4, 0, 0],
            [.. parameters, 1, 51, 0, 3],
            [.. parameters, 1, 4, 47, 3],
            [.. parameters, 1, 4, 1, 3],
            [.. parameters, 2, 4, 0, 9, 1, 1, 2],
            [.. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(0.09), 100, 50, 0],
            [.. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(double.NaN), 100, 50, 0],
            [.. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(0.1), 0, 50, 0],
        ];
        Assert.All(forged, content => Assert.Throws<FormatException>(() => SlidingSum.Read(Message.Around('S', content))));
    }

    [Fact]
    public void Extreme_times_and_amounts_survive_the_bytes()
    {
        var sum = new SlidingSum(long.MaxValue, 0.1);
        Assert.Equal(0, SlidingSum.Read(Message.Of(sum)).At(5));
        sum.Add(long.MinValue + 5, 1);
        sum.Add(-10, long.MaxValue - 1);
        SlidingSum read = SlidingSum.Read(Message.Of(sum));
        Assert.Equal(long.MaxValue, read.At(-10));
        Assert.Equal(long.MaxValue - 1, read.At(9));
        sum.Clear();
        sum.Add(long.MaxValue, 7);
        Assert.Equal(7, SlidingSum.Read(Message.Of(sum)).At(0));
    }

    [Fact]
    public void Too_little_room_for_the_bytes_is_refused_before_anything_is_written()
    {
        var sum = new SlidingSum(10, 0.1);
        sum.Add(1, 2);
        byte[] room = new byte[sum.SerializedLength - 1];
        Assert.Throws<ArgumentException>("destination", () => sum.WriteTo(room));
        Assert.All(room, one => Assert.Equal(0, one));
        Assert.Throws<ArgumentException>("other", () => new SlidingSum(11, 0.1).Merge(SlidingSum.Read(Message.Of(sum))));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("window", () => new SlidingSum(0, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>("relativeError", () => new SlidingSum(1, double.NaN));
        var sum = new SlidingSum(5, 0.1);
        Assert.Throws<ArgumentOutOfRangeException>("amount", () => sum.Add(1, -1));
        Assert.Throws<ArgumentException>("other", () => sum.Merge(new SlidingSum(6, 0.1)));
        sum.Add(1, long.MaxValue);
        Assert.Throws<OverflowException>(() => sum.Add(1, 1));
        Assert.Throws<OverflowException>(() => sum.Merge(sum));
        Assert.Equal(long.MaxValue, sum.At(1));
    }

    [Fact]
    public void Allocates_nothing_once_it_has_grown()
    {
        var sum = new SlidingSum(1000, 0.05);
        var other = new SlidingSum(1000, 0.05);
        byte[] bytes = new byte[10_000];
        long now = 0;
        long total = 0;
        void Run()
        {
            for (int i = 0; i < 10_000; i++)
            {
                sum.Add(now, i % 5);
                other.Add(now++);
            }

            total += sum.At(now);
            total += sum.SerializedLength + sum.WriteTo(bytes);
            sum.Merge(other);
        }

        Assert.Equal(0, Allocation.Of(Run));
        Assert.True(total > 0);
    }
}
