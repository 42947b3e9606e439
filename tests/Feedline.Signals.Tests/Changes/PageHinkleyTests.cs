using CsCheck;

namespace Feedline.Signals.Tests.Changes;

public class PageHinkleyTests
{
    [Fact]
    public void Equals_the_definition() =>
        Gen.Select(Samples.Series(Samples.Moderate, Gen.Int[0, 60]), Gen.Double[0, 5], Gen.Double[0, 2000], Gen.Int[1, 10])
            .Sample((series, slack, threshold, minimum) =>
            {
                var test = new PageHinkley(slack, threshold, minimum);
                var seen = new List<double>();
                double u = 0, lowest = 0, d = 0, highest = 0;
                foreach (double x in series)
                {
                    seen.Add(x);
                    u += x - seen.Average() - slack;
                    d += x - seen.Average() + slack;
                    (lowest, highest) = (Math.Min(lowest, u), Math.Max(highest, d));
                    ChangeDirection alarm = test.Add(x);
                    Assert.Equal(seen.Average(), test.Mean, 1e-9);
                    Assert.Equal(u - lowest, test.Upper, 1e-7);
                    Assert.Equal(highest - d, test.Lower, 1e-7);
                    if (Math.Abs(Math.Max(u - lowest, highest - d) - threshold) > 1e-7)
                        Assert.Equal(seen.Count >= minimum && Math.Max(u - lowest, highest - d) > threshold, alarm != ChangeDirection.None);
                    if (alarm != ChangeDirection.None)
                    {
                        seen.Clear();
                        (u, lowest, d, highest) = (0, 0, 0, 0);
                    }
                }
            });

    [Fact]
    public void A_shift_alarms_in_its_direction_and_a_constant_never()
    {
        var test = new PageHinkley(0.1, 5);
        for (int i = 0; i < 10_000; i++)
            Assert.Equal(ChangeDirection.None, test.Add(1e9 + 0.1));
        int needed = 1;
        while (test.Add(1e9 + 2) == ChangeDirection.None)
            needed++;
        Assert.InRange(needed, 2, 5);
        Assert.Equal(ChangeDirection.Up, test.Alarm);
    }

    [Fact]
    public void Infinities_alarm_and_missing_values_are_passed_over()
    {
        var test = new PageHinkley(0, 5);
        var alarms = new ChangeDirection[4];
        test.Add([1, double.NaN, double.NegativeInfinity, double.PositiveInfinity], alarms);
        Assert.Equal([ChangeDirection.None, ChangeDirection.None, ChangeDirection.Down, ChangeDirection.Up], alarms);
        test.Add(2);
        Assert.Equal((1L, 2), (test.Count, test.Mean));
        test.Clear();
        Assert.True(double.IsNaN(test.Mean));
        test.Add(double.MaxValue);
        test.Add(double.MinValue);
        Assert.Equal(0, test.Mean);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("slack", () => new PageHinkley(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("threshold", () => new PageHinkley(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("minimumCount", () => new PageHinkley(1, 1, 0));
        Assert.Throws<ArgumentException>("alarms", () => new PageHinkley(0, 1).Add([1, 2], new ChangeDirection[1]));
    }

    [Fact]
    public void Allocates_nothing()
    {
        var test = new PageHinkley(0.1, 5, 1);
        double[] values = [1, 2, 30, -4];
        var alarms = new ChangeDirection[4];
        Assert.Equal(0, Allocation.Of(() => test.Add(values, alarms)));
    }
}
