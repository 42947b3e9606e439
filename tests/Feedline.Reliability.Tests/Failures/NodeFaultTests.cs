using Feedline.Tests.Shared;

namespace Feedline.Reliability.Tests.Failures;

/// <summary>The outages of 400 GPU servers over 348 days (the InfiniteHBD trace, arXiv 2502.03885): the models meet real nodes.</summary>
public sealed class NodeFaultTests
{
    [Fact]
    public void The_log_is_read_whole()
    {
        OutageLog log = Read();
        Assert.Equal(231, log.Counts.Count(count => count.Failures > 0));
        Assert.Equal(NodeFaultTrace.Nodes, log.Counts.Length);
        // 584 outages, of which two overlap another of their node.
        Assert.Equal(582, log.Failures);
        Assert.Equal(log.Failures, log.Repairs.Length + log.MomentaryOutages);
        Assert.Equal(log.Failures, log.Lifetimes.Count(life => life.IsFailure));
        Assert.Equal(log.UpNodeDays, log.Lifetimes.Sum(life => life.Duration), 6);
    }

    [Fact]
    public void Its_rate_is_that_of_other_fleets()
    {
        Estimate rate = Read().Rate().Rate;
        // Between the 3.8 of Llama 3 and the 6.5 of RSC-1 in 1000 node-days.
        Assert.InRange(rate.Value * 1000, 3.8, 6.5);
        Assert.InRange(rate.Upper / rate.Lower, 1.1, 1.25);
    }

    [Fact]
    public void A_constant_rate_does_not_fit_what_follows_a_repair()
    {
        Lifetime[] lives = [.. Read().RenewedLifetimes];
        WeibullFit weibull = WeibullFit.FromLifetimes(lives);
        Assert.True(weibull.Shape.Upper < 1, "A node that was just repaired is more likely to fail.");
        Assert.True(weibull.ExponentialPValue < 1e-6);
        double exponential = HazardTest.Of(lives, ExponentialFit.FromLifetimes(lives).ToDistribution(), 1).Statistic;
        double better = HazardTest.Of(lives, weibull.ToDistribution(), 2).Statistic;
        Assert.True(better < exponential / 2, $"{better} against {exponential}");
    }

    [Fact]
    public void Nodes_are_not_alike_and_some_are_lemons()
    {
        OutageLog log = Read();
        LemonReport report = LemonReport.FromCounts(log.Counts.AsSpan());
        Assert.True(report.Spread.PoissonPValue < 1e-6);
        Assert.InRange(report.Spread.Shape, 0.3, 5);
        Assert.InRange(report.Lemons.Length, 1, NodeFaultTrace.Nodes / 10);
        Assert.Equal(14, report.Lemons[0].Failures);
        Assert.InRange(report.ExpectedRateWithout, report.SeenRateWithout, report.Spread.Rate);
        // Against nodes that differ as these do, next to none stands out.
        Assert.InRange(LemonReport.FromCounts(log.Counts.AsSpan(), nodesDiffer: true).Lemons.Length, 0, 2);
    }

    [Fact]
    public void The_curve_of_repairs_meets_the_repairs()
    {
        OutageLog log = Read();
        SurvivalCurve curve = SurvivalCurve.FromLifetimes(log.Repairs.AsSpan());
        double[] lengths = [.. log.Repairs.Select(repair => repair.Duration).Order()];
        Assert.Equal(lengths[lengths.Length / 2], curve.Quantile(0.5).Value, 0.1);
        Assert.True(curve.Quantile(0.5).Lower < curve.Quantile(0.5).Value && curve.Quantile(0.5).Value < curve.Quantile(0.5).Upper);
        Assert.Equal(lengths.Average(), new EmpiricalLifetime(curve).Mean, 6);
    }

    private static OutageLog Read() => NodeFaultTrace.Read(SharedData.File("node-faults/fault_trace.json"));
}
