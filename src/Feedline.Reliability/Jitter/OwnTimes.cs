namespace Feedline.Reliability;

/// <summary>What each rank took in each step before it waited, taken apart into a mean per rank and the rest.</summary>
internal sealed class OwnTimes
{
    public OwnTimes(ReadOnlySpan<double> times, int ranks)
    {
        Ranks = ranks;
        Steps = times.Length / ranks;
        Values = times.ToArray();
        RankMeans = new double[ranks];
        for (int i = 0; i < Values.Length; i++)
            RankMeans[i % ranks] += Values[i] / Steps;

        Mean = RankMeans.Average();
        Residuals = new double[Values.Length];
        for (int i = 0; i < Values.Length; i++)
            Residuals[i] = Values[i] - RankMeans[i % ranks];
    }

    public int Ranks { get; }

    public int Steps { get; }

    /// <summary>A row of ranks per step.</summary>
    public double[] Values { get; }

    public double[] RankMeans { get; }

    public double Mean { get; }

    /// <summary>The values less the mean of their rank.</summary>
    public double[] Residuals { get; }

    /// <summary>Mean of each step over its ranks, of a matrix of this shape.</summary>
    public double[] StepMeans(ReadOnlySpan<double> matrix)
    {
        var means = new double[Steps];
        for (int i = 0; i < matrix.Length; i++)
            means[i / Ranks] += matrix[i] / Ranks;
        return means;
    }

    /// <summary>Variance of the rank means, of ranks - 1 degrees of freedom.</summary>
    public double RankVariance()
    {
        double sum = 0;
        foreach (double mean in RankMeans)
            sum += (mean - Mean) * (mean - Mean);
        return sum / (Ranks - 1);
    }
}
