using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.Anomalies;

public class PeaksOverThresholdTests
{
    /// <summary>Distributions by how a uniform value in (0, 1] becomes one of theirs.</summary>
    public static TheoryData<string> Distributions => ["exponential", "normal", "pareto", "uniform"];

    [Theory]
    [MemberData(nameof(Distributions))]
    public void About_the_asked_share_alarms(string distribution)
    {
        // 300,000 values at 0.001 each: 300 expected, of standard deviation 17.
        foreach (int seed in new[] { 1, 2, 3 })
        {
            var random = new Random(seed);
            var threshold = new PeaksOverThreshold(1e-3, TailSides.Upper, 0.98, 5_000);
            int alarms = 0;
            for (int i = 0; i < 305_000; i++)
                alarms += threshold.Add(Draw(random, distribution)) == ChangeDirection.Up ? 1 : 0;

            // A tail that ends in a step has a shape below those fitted, which sets the threshold high.
            Assert.InRange(alarms, distribution == "uniform" ? 1 : 240, 360);
        }
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1)]
    [InlineData(1e6)]
    public void Heavy_tails_are_seen_whatever_the_unit(double unit)
    {
        // Pareto of index 3: shape 1/3, and one in a thousand above 10.
        var random = new Random(2);
        var threshold = new PeaksOverThreshold(1e-3, TailSides.Upper, 0.98, 5_000);
        for (int i = 0; i < 105_000; i++)
            threshold.Add(unit * Draw(random, "pareto"));
        Assert.InRange(threshold.UpperShape, 0.15, 0.5);
        Assert.InRange(threshold.Upper / unit, 8, 12);
    }

    [Fact]
    public void The_lower_side_is_the_upper_one_of_the_negated_values()
    {
        var random = new Random(5);
        double[] values = [.. Enumerable.Range(0, 20_000).Select(_ => Draw(random, "normal"))];
        var upper = new PeaksOverThreshold(1e-3);
        var lower = new PeaksOverThreshold(1e-3, TailSides.Lower);
        var both = new PeaksOverThreshold(1e-3, TailSides.Both);
        int ups = 0, downs = 0;
        foreach (double x in values)
        {
            ChangeDirection up = upper.Add(x);
            Assert.Equal(up == ChangeDirection.Up ? ChangeDirection.Down : ChangeDirection.None, lower.Add(-x));
            ChangeDirection alarm = both.Add(x);
            ups += alarm == ChangeDirection.Up ? 1 : 0;
            downs += alarm == ChangeDirection.Down ? 1 : 0;
        }

        Assert.Equal(upper.Upper, -lower.Lower);
        Assert.Equal(upper.UpperShape, lower.LowerShape);
        Assert.True(double.IsNaN(upper.Lower) && double.IsNaN(lower.Upper) && double.IsNaN(upper.LowerShape));
        Assert.InRange(ups, 5, 60);
        Assert.InRange(downs, 5, 60);
        Assert.InRange(both.Upper, 2.6, 3.6);
        Assert.InRange(both.Lower, -3.6, -2.6);
    }

    [Fact]
    public void A_depth_follows_a_drift()
    {
        var random = new Random(2);
        var following = new PeaksOverThreshold(depth: 50);
        int alarms = 0;
        for (int i = 0; i < 10_000; i++)
            alarms += (int)following.Add(i * 0.01 + random.NextDouble());

        // The values are now between 100 and 101.
        Assert.InRange(alarms, 0, 10);
        Assert.InRange(following.Upper, 100.9, 102);
        Assert.Equal(ChangeDirection.Up, following.Add(103));
        Assert.Equal(ChangeDirection.None, following.Add(100.5));
    }

    [Fact]
    public void Constants_missing_values_and_infinities()
    {
        var threshold = new PeaksOverThreshold(sides: TailSides.Both, calibration: 10);
        for (int i = 0; i < 9; i++)
            Assert.Equal(ChangeDirection.None, threshold.Add(5));
        Assert.Equal(ChangeDirection.None, threshold.Add(double.PositiveInfinity));
        Assert.True(double.IsNaN(threshold.Upper));
        Assert.Equal(ChangeDirection.None, threshold.Add(5));
        Assert.Equal((5, 5), (threshold.Upper, threshold.Lower));
        Assert.True(double.IsNaN(threshold.UpperShape));
        double[] values = [5, 5.1, 4.9, double.NaN, double.NegativeInfinity, double.PositiveInfinity, double.MaxValue, 5];
        var alarms = new ChangeDirection[values.Length];
        threshold.Add(values, alarms);
        Assert.Equal([0, 1, -1, 0, -1, 1, 1, 0], alarms.Select(alarm => (int)alarm));
        threshold.Clear();
        Assert.True(double.IsNaN(threshold.Upper));
        Assert.Equal(ChangeDirection.None, threshold.Add(9));
    }

    [Fact]
    public void Equals_the_likeliest_tails_in_Python()
    {
        var threshold = new PeaksOverThreshold(0.02, TailSides.Upper, 0.9, 200);
        var thresholds = new List<double>();
        var shapes = new List<double>();
        for (int t = 0; t <= 400; t++)
        {
            if (t >= 200 && t % 10 == 0)
            {
                thresholds.Add(threshold.Upper);
                shapes.Add(threshold.UpperShape);
            }

            threshold.Add(Math.Pow(1 - t * 0.7548776662466927 % 1, -1 / 3.0));
        }

        GoldenColumn.Agree(GoldenTable.Column("anomalies-threshold", 0), [.. thresholds], 1e-4);
        GoldenColumn.Agree(GoldenTable.Column("anomalies-threshold", 1), [.. shapes], 1e-4);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        foreach (double bad in new[] { 0, 0.03, -1, double.NaN })
            Assert.Throws<ArgumentOutOfRangeException>("risk", () => new PeaksOverThreshold(bad));
        foreach (double bad in new[] { 0, 1, double.NaN })
            Assert.Throws<ArgumentOutOfRangeException>("level", () => new PeaksOverThreshold(level: bad));
        foreach (int bad in new[] { 0, 4, -1 })
            Assert.Throws<ArgumentOutOfRangeException>("sides", () => new PeaksOverThreshold(sides: (TailSides)bad));
        Assert.Throws<ArgumentOutOfRangeException>("calibration", () => new PeaksOverThreshold(calibration: 9));
        Assert.Throws<ArgumentOutOfRangeException>("depth", () => new PeaksOverThreshold(depth: -1));
        Assert.Throws<ArgumentOutOfRangeException>("peaks", () => new PeaksOverThreshold(peaks: 9));
        Assert.Throws<ArgumentException>("alarms", () => new PeaksOverThreshold().Add([1], []));
    }

    [Fact]
    public void Allocates_nothing_after_construction()
    {
        var random = new Random(2);
        double[] values = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble())];
        var alarms = new ChangeDirection[500];
        var threshold = new PeaksOverThreshold(1e-3, TailSides.Both, 0.9, 100, 10, 50);
        Assert.Equal(0, Allocation.Of(() => threshold.Add(values, alarms)));
    }

    private static double Draw(Random random, string distribution)
    {
        double u = 1 - random.NextDouble();
        return distribution switch
        {
            "exponential" => -Math.Log(u),
            "normal" => Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * random.NextDouble()),
            "pareto" => Math.Pow(u, -1 / 3.0),
            _ => u,
        };
    }
}
