using System.Globalization;
using Feedline.Reliability;
using Feedline.Reliability.Tests.Failures;

namespace Feedline.ReliabilityScoring.Models;

/// <summary>What the failure models say about the outages of 400 servers.</summary>
internal static class NodeFaultTable
{
    public static void Print(TextWriter output, string file)
    {
        OutageLog log = NodeFaultTrace.Read(file);
        output.WriteLine("| | value | 95 % interval |");
        output.WriteLine("|---|---|---|");
        Row("failures", log.Failures, null);
        Row("availability of a node", log.Availability, null);
        Estimate rate = log.Rate().Rate;
        Row("failures in 1000 node-days, as if at a constant rate", rate.Value * 1000, rate with { Lower = rate.Lower * 1000, Upper = rate.Upper * 1000 });

        Lifetime[] lives = [.. log.RenewedLifetimes];
        ExponentialFit exponential = ExponentialFit.FromLifetimes(lives);
        WeibullFit weibull = WeibullFit.FromLifetimes(lives);
        Row("mean days from a repair to the next failure, exponential", exponential.Mean.Value, exponential.Mean);
        Row("Weibull shape", weibull.Shape.Value, weibull.Shape);
        Row("Weibull scale, days", weibull.Scale.Value, weibull.Scale);
        Row("p of a constant rate, likelihood ratio", weibull.ExponentialPValue, null);
        HazardTest ofExponential = HazardTest.Of(lives, exponential.ToDistribution(), 1);
        HazardTest ofWeibull = HazardTest.Of(lives, weibull.ToDistribution(), 2);
        Row($"goodness of fit, exponential: χ² on {ofExponential.DegreesOfFreedom} degrees, p", ofExponential.PValue, null, ofExponential.Statistic);
        Row($"goodness of fit, Weibull: χ² on {ofWeibull.DegreesOfFreedom} degrees, p", ofWeibull.PValue, null, ofWeibull.Statistic);
        SurvivalCurve curve = SurvivalCurve.FromLifetimes(lives);
        foreach (double day in (double[])[1, 7, 30, 90])
            Row(Text($"share still up {day} days after a repair, Kaplan–Meier"), curve.Survival(day).Value, curve.Survival(day));

        SurvivalCurve repairs = SurvivalCurve.FromLifetimes(log.Repairs.AsSpan());
        Row("median days to repair", repairs.Quantile(0.5).Value, repairs.Quantile(0.5));
        Row("90 % of repairs within days", repairs.Quantile(0.9).Value, repairs.Quantile(0.9));
        Row("mean days to repair", new EmpiricalLifetime(repairs).Mean, null);
        Row("outages shorter than the log's clock", log.MomentaryOutages, null);

        FailureGroups together = log.StartedTogether(5 / 1440.0);
        Row("pairs of failures that began within 5 minutes", together.Pairs, null);
        Row("the same by chance", together.ExpectedPairs, null);
        Row("largest group", together.Sizes.DefaultIfEmpty(1).Max(), null);

        LemonReport lemons = LemonReport.FromCounts(log.Counts.AsSpan());
        Row("dispersion of failures by node (1 if nodes are alike)", lemons.Spread.Dispersion, null);
        Row("p of nodes that are alike", lemons.Spread.PoissonPValue, null);
        Row("shape of the nodes' rates (gamma)", lemons.Spread.Shape, null);
        Row("lemon nodes at 5 % false discoveries", lemons.Lemons.Length, null);
        Row("their share of the failures", lemons.FailureShare, null);
        Row("failures in 1000 node-days without them, as seen", lemons.SeenRateWithout * 1000, null);
        Row("the same to expect with average nodes in their place", lemons.ExpectedRateWithout * 1000, null);
        Row("lemon nodes beyond nodes that differ", LemonReport.FromCounts(log.Counts.AsSpan(), nodesDiffer: true).Lemons.Length, null);

        void Row(string name, double value, Estimate? interval, double? statistic = null) => output.WriteLine(Text(
            $"| {name} | {(statistic is { } first ? Text($"{first:0.0}, ") : "")}{Figures(value)} | {(interval is { } found ? Text($"{Figures(found.Lower)} to {Figures(found.Upper)}") : "")} |"));
    }

    private static string Figures(double value) => value is not 0 and < 1e-3 ? Text($"{value:0.0e0}") : Text($"{value:0.####}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
