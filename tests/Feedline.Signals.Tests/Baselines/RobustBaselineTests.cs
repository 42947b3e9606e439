using CsCheck;

namespace Feedline.Signals.Tests.Baselines;

public class RobustBaselineTests
{
    [Fact]
    public void Describes_the_last_values_at_every_step() =>
        Gen.Select(Samples.Series(Samples.Moderate, Gen.Int[0, 60]), Gen.Int[1, 20]).Sample((series, capacity) =>
        {
            var baseline = new RobustBaseline(capacity);
            for (int i = 0; i < series.Length; i++)
            {
                baseline.Add(series[i]);
                double[] window = series[..(i + 1)].TakeLast(capacity).ToArray();
                Assert.Equal(window.Length, baseline.Count);
                Assert.Equal(Reference.Median(window), baseline.Median);
                Assert.Equal(1.4826 * Reference.Mad(window), baseline.Spread);
            }
        });

    [Fact]
    public void Is_undefined_before_the_first_value_and_after_clearing()
    {
        var baseline = new RobustBaseline(3);
        Assert.True(double.IsNaN(baseline.Median));
        baseline.Add(5);
        Assert.Equal(5, baseline.Median);
        baseline.Clear();
        Assert.Equal(0, baseline.Count);
        Assert.True(double.IsNaN(baseline.Median));
        Assert.True(double.IsNaN(baseline.Spread));
        baseline.Add(7);
        Assert.Equal(7, baseline.Median);
    }

    [Fact]
    public void Passes_over_missing_values()
    {
        var baseline = new RobustBaseline(2);
        baseline.Add(1);
        baseline.Add(double.NaN);
        Assert.Equal(1, baseline.Count);
        Assert.Equal(1, baseline.Median);
    }

    [Fact]
    public void Refuses_a_capacity_of_nothing() =>
        Assert.Throws<ArgumentOutOfRangeException>("capacity", () => new RobustBaseline(0));

    [Fact]
    public void Allocates_nothing_after_construction()
    {
        var baseline = new RobustBaseline(257);
        int i = 0;
        double sum = 0;
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (int n = 0; n < 300; n++)
                baseline.Add(i++ * 7919 % 1000);
            sum += baseline.Median + baseline.Spread;
        }));
        Assert.True(sum > 0);
    }
}
