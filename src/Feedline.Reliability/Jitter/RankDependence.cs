using Feedline.Signals;

namespace Feedline.Reliability;

/// <summary>Whether ranks jitter together, once what they share is taken out, and so wait for fewer draws than there are ranks.</summary>
/// <remarks>
/// With Gumbel's dependence (the logistic model of multivariate extremes) N ranks have the largest of N^α independent draws, α in (0, 1]. α is
/// where the slowest rank of the fitted steps comes out as it was; 1 unless independent ranks would be slower by more than three standard
/// errors. Source: Gumbel, "Distributions des valeurs extrêmes en plusieurs dimensions", Publ. Inst. Stat. Univ. Paris 9 (1960).
/// </remarks>
internal static class RankDependence
{
    private const double Significance = 3;
    private const int Shuffles = 4;
    public const double Least = 0.05;

    /// <summary>α and its standard error.</summary>
    public static (double Exponent, double Error) Of(OwnTimes times, double[] jitter, Random random)
    {
        int ranks = times.Ranks;
        double[] observed = Largest(times, times.Values, 0, out _);
        double mean = observed.Average();
        double independent = 0;
        double slope = 0;
        var column = new double[times.Steps];
        double[] dealt = new double[jitter.Length];
        for (int shuffle = 0; shuffle < Shuffles; shuffle++)
        {
            for (int rank = 0; rank < ranks; rank++)
            {
                for (int step = 0; step < times.Steps; step++)
                    column[step] = jitter[step * ranks + rank];
                random.Shuffle(column);
                for (int step = 0; step < times.Steps; step++)
                    dealt[step * ranks + rank] = column[step] + times.RankMeans[rank];
            }

            independent += Largest(times, dealt, 1, out double fewer).Average() / Shuffles;
            slope += (Largest(times, dealt, 0, out _).Average() - fewer) / (Math.Log(ranks) - Math.Log(ranks - 1)) / Shuffles;
        }

        double variance = observed.Sum(value => (value - mean) * (value - mean)) / times.Steps;
        double error = Math.Sqrt(variance * SerialDependence.Inflation(observed) / times.Steps * (1 + 1.0 / Shuffles));
        if (!(slope > 0) || independent - mean <= Significance * error)
            return (1, 0);

        double perExponent = slope * Math.Log(ranks);
        return (Math.Clamp(1 + (mean - independent) / perExponent, Least, 1), error / perExponent);
    }

    /// <summary>How far the slowest rank of each step is above the mean of the step; and the mean largest of one rank fewer.</summary>
    private static double[] Largest(OwnTimes times, double[] values, int fewerRanks, out double fewer)
    {
        int ranks = times.Ranks;
        var row = new double[ranks];
        var largest = new double[times.Steps];
        fewer = 0;
        for (int step = 0; step < times.Steps; step++)
        {
            values.AsSpan(step * ranks, ranks).CopyTo(row);
            Array.Sort(row);
            double mean = row.Average();
            largest[step] = row[^1] - mean;
            if (fewerRanks > 0)
                fewer += (ExpectedMaximum.OfDraws((ReadOnlySpan<double>)row, ranks - 1) - mean) / times.Steps;
        }

        return largest;
    }
}
