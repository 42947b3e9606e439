using CsCheck;

namespace Feedline.Signals.Tests.Ranks;

public class RankSpreadTests
{
    private static readonly Gen<(double[] Values, int Ranks, int Steps)> Matrices = Gen.Select(Gen.Int[1, 20], Gen.Int[0, 10])
        .SelectMany((ranks, steps) => Gen.Frequency((9, Samples.Moderate), (1, Gen.Const(double.NaN))).Array[ranks * steps]
            .Select(values => (values, ranks, steps)));

    [Fact]
    public void Equals_the_definitions_step_by_step() =>
        Matrices.Sample((values, ranks, steps) =>
        {
            var spreads = new StepSpread[steps];
            RankSpread.PerStep(values, ranks, spreads, new double[ranks]);
            for (int step = 0; step < steps; step++)
            {
                double[] row = values[(step * ranks)..((step + 1) * ranks)];
                double[] present = [.. row.Where(v => !double.IsNaN(v))];
                Assert.Equal(present.Length, spreads[step].Count);
                Assert.Equal(Reference.Median(present), spreads[step].Median);
                Assert.Equal(Reference.Mad(present), spreads[step].Deviation);
                Assert.Equal(present.Length == 0 ? double.NaN : present.Max(), spreads[step].Max);
                Assert.Equal(present.Length == 0 ? -1 : Array.IndexOf(row, present.Max()), spreads[step].ArgMax);
                Assert.Equal(spreads[step].Max - spreads[step].Median, spreads[step].Skew);
            }
        });

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("ranks", () => RankSpread.PerStep([], 0, [], []));
        Assert.Throws<ArgumentException>("values", () => RankSpread.PerStep(new double[5], 2, new StepSpread[2], new double[2]));
        Assert.Throws<ArgumentException>("scratch", () => RankSpread.PerStep(new double[4], 2, new StepSpread[2], new double[1]));
    }

    [Fact]
    public void Scores_are_sums_of_standardised_places() =>
        Matrices.Sample((values, ranks, steps) =>
        {
            double[] scores = new double[ranks];
            RankScores.Compute(values, scores, new double[2 * ranks], new int[ranks]);
            double[] sums = new double[ranks];
            int[] counts = new int[ranks];
            foreach (double[] row in values.Chunk(ranks))
            {
                double[] present = [.. row.Where(v => !double.IsNaN(v))];
                for (int rank = 0; rank < ranks && present.Length > 1; rank++)
                {
                    if (double.IsNaN(row[rank]))
                        continue;
                    double place = present.Count(v => v < row[rank]) + (present.Count(v => v == row[rank]) + 1) / 2.0;
                    sums[rank] += (place - (present.Length + 1) / 2.0) / Math.Sqrt((present.Length * present.Length - 1) / 12.0);
                    counts[rank]++;
                }
            }

            for (int rank = 0; rank < ranks; rank++)
            {
                if (counts[rank] == 0)
                    Assert.True(double.IsNaN(scores[rank]));
                else
                    Assert.Equal(sums[rank] / Math.Sqrt(counts[rank]), scores[rank], 1e-9);
            }
        });

    [Fact]
    public void A_late_rank_stands_out_and_like_ranks_do_not()
    {
        const int ranks = 16;
        const int steps = 400;
        var random = new Random(5);
        double[] values = [.. Enumerable.Range(0, ranks * steps).Select(i => random.NextDouble() + (i % ranks == 3 ? 0.3 : 0))];
        double[] scores = new double[ranks];
        RankScores.Compute(values, scores, new double[2 * ranks], new int[ranks]);
        Assert.True(scores[3] > 8);
        Assert.All(scores.Where((_, rank) => rank != 3), score => Assert.InRange(score, -scores[3] / 3, scores[3] / 3));
    }

    [Fact]
    public void Allocate_nothing()
    {
        double[] values = [.. Enumerable.Range(0, 640).Select(i => (double)(i * 7919 % 641))];
        var spreads = new StepSpread[10];
        double[] scores = new double[64];
        double[] scratch = new double[128];
        int[] order = new int[64];
        Assert.Equal(0, Allocation.Of(() =>
        {
            RankSpread.PerStep(values, 64, spreads, scratch);
            RankScores.Compute(values, scores, scratch, order);
        }));
        Assert.True(spreads[9].Skew > 0);
    }
}
