using CsCheck;

namespace Feedline.Signals.Tests.Rolling;

public class RollingRateTests
{
    [Fact]
    public void Is_the_rise_between_the_ends_of_the_window() =>
        Gen.Select(Samples.Series(Samples.Moderate, Gen.Int[1, 60]), Gen.Int[2, 20], Gen.Double[0.1, 5]).Sample((series, window, step) =>
        {
            double[] times = [.. series.Select((_, i) => i * step)];
            double[] rates = new double[series.Length];
            new RollingRate(window).Add(times, series, rates);
            Assert.True(double.IsNaN(rates[0]));
            for (int i = 1; i < series.Length; i++)
            {
                int from = Math.Max(0, i + 1 - window);
                Assert.Equal((series[i] - series[from]) / (times[i] - times[from]), rates[i]);
            }
        });

    [Fact]
    public void Is_undefined_when_time_stands_still_or_runs_backwards()
    {
        var rate = new RollingRate(3);
        rate.Add(1, 5);
        Assert.True(double.IsNaN(rate.Add(1, 6)));
        Assert.True(double.IsNaN(rate.Add(0, 7)));
        rate.Clear();
        rate.Add(0, 0);
        Assert.Equal(2, rate.Add(1, 2));
    }

    [Fact]
    public void One_sample_is_no_window() =>
        Assert.Throws<ArgumentOutOfRangeException>("window", () => new RollingRate(1));
}
