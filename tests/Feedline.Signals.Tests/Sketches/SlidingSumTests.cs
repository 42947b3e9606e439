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
            sum.Merge(other);
        }

        Assert.Equal(0, Allocation.Of(Run));
        Assert.True(total > 0);
    }
}
