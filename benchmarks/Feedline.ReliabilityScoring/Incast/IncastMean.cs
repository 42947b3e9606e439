namespace Feedline.ReliabilityScoring.Incast;

/// <summary>Mean of a block's time and its standard error, in seconds.</summary>
internal readonly record struct IncastMean(double Mean, double Error)
{
    /// <summary>Whether two means differ by no more than chance: 2.6 standard errors of the difference, 99 of 100 times.</summary>
    public bool Agrees(IncastMean other) => Math.Abs(Mean - other.Mean) <= 2.6 * Math.Sqrt(Error * Error + other.Error * other.Error);

    public static IncastMean Of(double[] values)
    {
        double mean = values.Average();
        return new IncastMean(mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1.0) / values.Length));
    }
}
