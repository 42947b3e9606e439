using System.Globalization;
using System.IO.Compression;
using Feedline.Signals.Tests.Spectra;

namespace Feedline.Signals.Tests.Ranks;

/// <summary>What 8 ranks show tells what the slowest of many more will take.</summary>
public class JitterExtrapolationTests
{
    private const int ManyRanks = 8_192;
    private const int BlockSize = 16;

    /// <summary>The durations of 8 ranks in 1,000 steps, drawn anew 100 times; errors are those of the predicted maximum.</summary>
    [Theory]
    [InlineData("normal", 0.02, 0.04)]
    [InlineData("exponential", 0.05, 0.16)]
    [InlineData("heavy", 0.06, 0.28)]
    public void Eight_ranks_predict_the_slowest_of_thousands(string kind, double bias, double nineInTen)
    {
        // A step of 1 s with a deviation of 0.1 s, a wait of 1 s on average, a Pareto tail with exponent 5.
        (Func<double, double> quantile, Func<Random, double> draw) = kind switch
        {
            "normal" => (NormalQuantile, random => 1 + 0.1 * Noise.Normal(random)),
            "exponential" => (upper => -Math.Log(upper), random => -Math.Log(1 - random.NextDouble())),
            _ => ((Func<double, double>)HeavyQuantile, (Func<Random, double>)(random => HeavyQuantile(1 - random.NextDouble()))),
        };
        double truth = ExpectedMaximumOf(quantile);
        var random = new Random(7);
        double[] errors = [.. Enumerable.Range(0, 100).Select(_ =>
        {
            double[] draws = [.. Enumerable.Range(0, 8 * 1_000).Select(_ => draw(random))];
            Array.Sort(draws);
            return ExtremeValueFit.Of(draws, BlockSize).ExpectedMaximumOf(ManyRanks) / truth - 1;
        })];
        Assert.InRange(errors.Average(), -bias, bias);
        Assert.InRange(Quantile.InPlace([.. errors.Select(Math.Abs)], 0.9), 0, nineInTen);
    }

    /// <summary>MLPerf Storage: load times of 15 ranks. The first eight must tell what the slowest of all fifteen takes.</summary>
    [Fact]
    public void Eight_ranks_of_a_real_run_predict_the_slowest_of_fifteen()
    {
        foreach (double[][] steps in ReadRuns(SharedData.File("storage/hpe_clusterstor_unet3d_h100.csv.gz")))
        {
            double[] few = [.. steps.SelectMany(step => step[..8])];
            Array.Sort(few);
            var spreads = new StepSpread[steps.Length];
            RankSpread.PerStep([.. steps.SelectMany(step => step)], 15, spreads, new double[15]);
            double observed = spreads.Average(spread => spread.Max);
            Assert.Equal(observed, ExtremeValueFit.Of(few, 4).ExpectedMaximumOf(15), 0.08 * observed);
            Assert.Equal(observed, ExpectedMaximum.OfDraws(few, 15), 0.08 * observed);
        }
    }

    /// <summary>Load times by step and rank, a matrix per run, of its first epoch without the step that fills the caches.</summary>
    private static List<double[][]> ReadRuns(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var rows = new List<(int Run, int Rank, int Step, double Load)>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            if (cells[2] == "1" && cells[3] != "1")
                rows.Add((Int(cells[0]), Int(cells[1]), Int(cells[3]), double.Parse(cells[4], CultureInfo.InvariantCulture)));
        }

        return [.. rows.GroupBy(row => row.Run).Select(run => run
            .GroupBy(row => row.Step)
            .Select(step => step.OrderBy(row => row.Rank).Select(row => row.Load).ToArray())
            .Where(step => step.Length == 15)
            .ToArray())];

        static int Int(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);
    }

    /// <summary>Mean of the largest of many draws: the quantile at the levels of their maximum, exp(-e^-s) to the power 1/N.</summary>
    private static double ExpectedMaximumOf(Func<double, double> quantile)
    {
        const double Step = 0.01;
        double mean = 0;
        for (double s = -3.5; s < 30; s += Step)
        {
            // 1 - exp(-x), of which little would be left for a small x.
            double x = Math.Exp(-s) / ManyRanks;
            double upper = x < 1e-6 ? x - x * x / 2 : 1 - Math.Exp(-x);
            mean += quantile(upper) * Math.Exp(-s - Math.Exp(-s)) * Step;
        }

        return mean;
    }

    private static double HeavyQuantile(double upper) => Math.Pow(upper, -0.2);

    /// <summary>What a normal step exceeds with some probability below a half, by bisection.</summary>
    private static double NormalQuantile(double upper)
    {
        double low = 0;
        double high = 40;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = NormalTail.Above(middle) > upper ? (middle, high) : (low, middle);
        }

        return 1 + 0.1 * low;
    }
}
