using CsCheck;

namespace Feedline.Reliability.Tests.Failures;

public sealed class SurvivalCurveTests
{
    /// <summary>Freireich's remission times under 6-MP, the example of every textbook (Kaplan–Meier with Greenwood's errors).</summary>
    private static readonly Lifetime[] Remissions =
    [
        .. (((double, int)[])[(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0), (19, 0), (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)])
            .Select(pair => new Lifetime(pair.Item1, pair.Item2 == 1)),
    ];

    [Fact]
    public void The_textbook_example_comes_out()
    {
        SurvivalCurve curve = SurvivalCurve.FromLifetimes(Remissions);
        Assert.Equal([6, 7, 10, 13, 16, 22, 23], curve.Steps.Select(step => step.Time));
        Assert.Equal([21, 17, 15, 12, 11, 7, 6], curve.Steps.Select(step => step.AtRisk));
        Assert.Equal([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], curve.Steps.Select(step => Math.Round(step.Survival.Value, 4)));
        Assert.Equal([0.1429, 0.2017, 0.2683, 0.3517, 0.4426, 0.5854, 0.7521], curve.Steps.Select(step => Math.Round(step.CumulativeHazard.Value, 4)));
        // Standard error 0.0764 at the first step; the log-log interval is then 0.620 to 0.952.
        Assert.Equal((0.620, 0.952), (Math.Round(curve.Steps[0].Survival.Lower, 3), Math.Round(curve.Steps[0].Survival.Upper, 3)));
        Assert.Equal((23, 13, double.PositiveInfinity), (curve.Quantile(0.5).Value, curve.Quantile(0.5).Lower, curve.Quantile(0.5).Upper));
        Assert.Equal((1, 0.8571), (curve.Survival(5.9).Value, Math.Round(curve.Survival(6).Value, 4)));
    }

    [Fact]
    public void Without_censoring_it_is_the_share_that_lasts_longer() => Gen.Int[1, 20].Array[1, 40].Sample(times =>
    {
        SurvivalCurve curve = SurvivalCurve.FromLifetimes([.. times.Select(time => new Lifetime(time, true))]);
        for (int t = 0; t <= 21; t++)
            Assert.Equal(times.Count(time => time > t) / (double)times.Length, curve.Survival(t).Value, 10);
    });

    [Fact]
    public void It_falls_and_stays_in_its_interval() =>
        Gen.Select(Gen.Int[1, 20], Gen.Bool).Array[1, 40].Where(lives => lives.Any(life => life.Item2)).Sample(lives =>
        {
            SurvivalCurve curve = SurvivalCurve.FromLifetimes([.. lives.Select(life => new Lifetime(life.Item1, life.Item2))]);
            double last = 1;
            foreach (SurvivalStep step in curve.Steps)
            {
                Assert.InRange(step.Survival.Value, 0, last);
                Assert.InRange(step.Survival.Value, step.Survival.Lower, step.Survival.Upper);
                Assert.InRange(step.CumulativeHazard.Value, step.CumulativeHazard.Lower, step.CumulativeHazard.Upper);
                last = step.Survival.Value;
            }

            var empirical = new EmpiricalLifetime(curve);
            double shortest = 0;
            for (double p = 0; p < 1; p += 0.01)
            {
                double time = empirical.Quantile(p);
                Assert.True(time >= shortest && double.IsFinite(time));
                shortest = time;
            }

            // The mean of its draws is its mean: the midpoints of shares are draws without chance.
            double mean = Enumerable.Range(0, 20_000).Average(i => empirical.Quantile((i + 0.5) / 20_000));
            Assert.InRange(mean / empirical.Mean, 0.99, 1.01);
        }, iter: 200);

    [Fact]
    public void No_failure_is_refused() =>
        Assert.Equal("lifetimes", Assert.Throws<ArgumentException>(() => SurvivalCurve.FromLifetimes([new(1, false)])).ParamName);
}
