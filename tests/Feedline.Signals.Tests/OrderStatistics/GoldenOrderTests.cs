using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.OrderStatistics;

/// <summary>Quantiles, deviations and ranks against NumPy and SciPy.</summary>
public class GoldenOrderTests
{
    private const double Tolerance = 1e-14;
    private static readonly double[] Series = GoldenColumn.First(200);
    private static readonly double[] Ties = [.. Series.Select(x => Math.Round(2 * x) / 2)];

    [Fact]
    public void Quantiles_agree_with_NumPy()
    {
        double[] levels = GoldenColumn.OfFile("order-quantiles");
        foreach (var (series, column) in new[] { (Series, 1), (Series[..7], 2), (Ties, 3) })
        {
            double[] expected = GoldenColumn.OfFile("order-quantiles", column);
            GoldenColumn.Agree(expected, [.. levels.Select(level => Quantile.InPlace([.. series], level))], Tolerance);
            var results = new double[levels.Length];
            Quantile.InPlace([.. series], levels, results);
            GoldenColumn.Agree(expected, results, Tolerance);
        }
    }

    [Fact]
    public void Medians_and_deviations_agree_with_SciPy()
    {
        int[] counts = [.. GoldenColumn.OfFile("order-deviations").Select(x => (int)x)];
        double[] medians = new double[counts.Length];
        double[] deviations = [.. counts.Select((n, i) => MedianAbsoluteDeviation.InPlace([.. Series[..n]], out medians[i]))];
        GoldenColumn.Agree(GoldenColumn.OfFile("order-deviations", 1), medians, Tolerance);
        GoldenColumn.Agree(GoldenColumn.OfFile("order-deviations", 2), deviations, Tolerance);
        GoldenColumn.Agree(
            GoldenColumn.OfFile("order-deviations", 3),
            [.. counts.Select(n => MedianAbsoluteDeviation.InPlace([.. Ties[..n]], out _))],
            Tolerance);
    }

    [Fact]
    public void Spread_across_ranks_agrees_with_NumPy()
    {
        var steps = new StepSpread[25];
        RankSpread.PerStep(Ties, 8, steps, new double[8]);
        GoldenColumn.Agree(GoldenColumn.OfFile("order-spread"), [.. steps.Select(step => step.Median)], Tolerance);
        GoldenColumn.Agree(GoldenColumn.OfFile("order-spread", 1), [.. steps.Select(step => step.Deviation)], Tolerance);
        GoldenColumn.Agree(GoldenColumn.OfFile("order-spread", 2), [.. steps.Select(step => step.Max)], Tolerance);
        GoldenColumn.Agree(GoldenColumn.OfFile("order-spread", 3), [.. steps.Select(step => (double)step.ArgMax)], 0);
    }

    [Fact]
    public void Late_and_early_scores_agree_with_SciPys_ranks()
    {
        var scores = new double[8];
        RankScores.Compute(Ties, scores, new double[16], new int[8]);
        GoldenColumn.Agree(GoldenColumn.OfFile("order-scores"), scores, 1e-12);
    }
}
