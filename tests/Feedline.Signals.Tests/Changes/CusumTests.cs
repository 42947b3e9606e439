using CsCheck;

namespace Feedline.Signals.Tests.Changes;

public class CusumTests
{
    [Fact]
    public void Sums_are_the_largest_of_the_runs_that_end_here() =>
        Gen.Select(Samples.Series(Samples.Moderate, Gen.Int[0, 60]), Gen.Double[-5, 5], Gen.Double[0, 5], Gen.Double[0, 2000])
            .Sample((series, target, slack, threshold) =>
            {
                var cusum = new Cusum(target, slack, threshold);
                int start = 0;
                for (int i = 0; i < series.Length; i++)
                {
                    // Page: the sum is that of the best run of values ending now, or 0 of none.
                    double upper = 0, lower = 0;
                    for (int from = start; from <= i; from++)
                    {
                        upper = Math.Max(upper, series[from..(i + 1)].Sum(x => x - target - slack));
                        lower = Math.Max(lower, series[from..(i + 1)].Sum(x => target - x - slack));
                    }

                    ChangeDirection alarm = cusum.Add(series[i]);
                    Assert.Equal(upper, cusum.Upper, 1e-8);
                    Assert.Equal(lower, cusum.Lower, 1e-8);
                    if (Math.Abs(Math.Max(upper, lower) - threshold) > 1e-8)
                        Assert.Equal(Math.Max(upper, lower) > threshold, alarm != ChangeDirection.None);
                    if (alarm != ChangeDirection.None)
                        start = i + 1;
                }
            });

    [Fact]
    public void Finds_a_shift_and_when_it_began()
    {
        var cusum = new Cusum(10, 0.5, 4);
        for (int i = 0; i < 50; i++)
            Assert.Equal(ChangeDirection.None, cusum.Add(10 + 0.4 * (i % 2 == 0 ? 1 : -1)));
        int needed = 1;
        while (cusum.Add(9) == ChangeDirection.None)
            needed++;
        Assert.Equal((9, 9L, ChangeDirection.Down), (needed, cusum.ChangeLength, cusum.Alarm));
        Assert.Equal(ChangeDirection.None, cusum.Add(9));
        Assert.Equal(0.5, cusum.Lower);
    }

    [Fact]
    public void Infinities_alarm_and_missing_values_are_passed_over()
    {
        var cusum = new Cusum(0, 1, 5);
        var alarms = new ChangeDirection[6];
        cusum.Add([4, double.NaN, 4, double.NegativeInfinity, double.PositiveInfinity, double.NaN], alarms);
        Assert.Equal(
            [ChangeDirection.None, ChangeDirection.None, ChangeDirection.Up, ChangeDirection.Down, ChangeDirection.Up, ChangeDirection.None],
            alarms);
        cusum.Add(4);
        cusum.Clear();
        Assert.Equal((0, 0, 0L), (cusum.Upper, cusum.Lower, cusum.ChangeLength));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity, -1 })
        {
            Assert.Throws<ArgumentOutOfRangeException>("slack", () => new Cusum(0, bad, 1));
            Assert.Throws<ArgumentOutOfRangeException>("threshold", () => new Cusum(0, 1, bad));
        }

        Assert.Throws<ArgumentOutOfRangeException>("target", () => new Cusum(double.NaN, 1, 1));
        Assert.Throws<ArgumentException>("alarms", () => new Cusum(0, 1, 1).Add([1, 2], new ChangeDirection[1]));
    }

    [Fact]
    public void Allocates_nothing()
    {
        var cusum = new Cusum(0, 0.1, 5);
        double[] values = [1, 2, 3, -4];
        var alarms = new ChangeDirection[4];
        Assert.Equal(0, Allocation.Of(() => cusum.Add(values, alarms)));
    }
}
