namespace Feedline.Reliability;

/// <summary>The exponent α with which the failures of a job grow: failures per day = c × nodes^α.</summary>
/// <remarks>Immutable, so any thread may read it.</remarks>
public sealed class ScaleFit
{
    private readonly double _logRateAtOne;

    private ScaleFit(Estimate exponent, double logRateAtOne)
    {
        Exponent = exponent;
        _logRateAtOne = logRateAtOne;
    }

    /// <summary>The exponent with its interval; 1 is growth in proportion.</summary>
    public Estimate Exponent { get; }

    /// <summary>Fits the exponent to mean times: the straight line of ln(1 / MTTF) over ln N, by least squares.</summary>
    /// <param name="points">At least two points, of at least two sizes.</param>
    /// <param name="confidence">Of the interval, above 0 and below 1; 0.95 by default.</param>
    /// <returns>
    /// The fit. The interval is Student's, from how far the points lie off the line; it is unbounded for two points, which always lie on one.
    /// </returns>
    /// <remarks>
    /// It does not know how many failures stand behind a mean. Where counts are known, <see cref="FromCounts"/> is better. O(n).
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer than two sizes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static ScaleFit FromMeans(ReadOnlySpan<ScalePoint> points, double confidence = 0.95)
    {
        Require.Inside(confidence);
        double meanX = 0, meanY = 0;
        foreach (ScalePoint point in points)
        {
            meanX += Math.Log(Require.Positive(point.Nodes, nameof(points))) / points.Length;
            meanY += Math.Log(FailureRate.SecondsPerDay / Require.Positive(point.MttfSeconds, nameof(points))) / points.Length;
        }

        double xx = 0, xy = 0, yy = 0;
        foreach (ScalePoint point in points)
        {
            double x = Math.Log(point.Nodes) - meanX;
            double y = Math.Log(FailureRate.SecondsPerDay / point.MttfSeconds) - meanY;
            xx += x * x;
            xy += x * y;
            yy += y * y;
        }

        if (points.Length < 2 || xx < 1e-12)
            throw new ArgumentException("An exponent needs points of at least two sizes.", nameof(points));

        double slope = xy / xx;
        double reach = double.PositiveInfinity;
        if (points.Length > 2)
        {
            double residual = Math.Max(0, yy - slope * xy) / (points.Length - 2);
            reach = StudentT.TwoSided(confidence, points.Length - 2) * Math.Sqrt(residual / xx);
        }

        return new ScaleFit(new Estimate(slope, slope - reach, slope + reach, confidence), meanY - slope * meanX);
    }

    /// <summary>Fits the exponent to counts: the likeliest α when each count is Poisson with mean c × nodes^α × job-days.</summary>
    /// <param name="counts">At least two sizes with failures.</param>
    /// <param name="confidence">Of the interval, above 0 and below 1; 0.95 by default.</param>
    /// <returns>The fit, with the interval of the profile likelihood.</returns>
    /// <remarks>With c taken out, the likelihood of α is that of a multinomial, and concave. O(n) a step, some 200 steps.</remarks>
    /// <exception cref="ArgumentException">Failures were seen at fewer than two sizes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static ScaleFit FromCounts(ReadOnlySpan<ScaleCount> counts, double confidence = 0.95)
    {
        Require.Inside(confidence);
        foreach (ScaleCount count in counts)
        {
            Require.Positive(count.Nodes, nameof(counts));
            Require.Positive(count.JobDays, nameof(counts));
            ArgumentOutOfRangeException.ThrowIfNegative(count.Failures, nameof(counts));
        }

        ScaleCount[] seen = counts.ToArray();
        if (seen.Where(count => count.Failures > 0).Select(count => count.Nodes).Distinct().Count() < 2)
            throw new ArgumentException("An exponent needs failures at no fewer than two sizes.", nameof(counts));

        const double Widest = 50;
        double best = RootSearch.Falling(exponent => Score(seen, exponent), -Widest, Widest);
        double drop = ChiSquare.Quantile(confidence, 1) / 2;
        double top = LogLikelihood(seen, best);
        double low = RootSearch.Rising(exponent => LogLikelihood(seen, exponent) - top + drop, -Widest, best);
        double high = RootSearch.Falling(exponent => LogLikelihood(seen, exponent) - top + drop, best, Widest);
        double failures = seen.Sum(count => (double)count.Failures);
        return new ScaleFit(new Estimate(best, low, high, confidence), Math.Log(failures) - LogExposure(seen, best));
    }

    /// <summary>The law of growth, for a rate that was measured on jobs of so many nodes.</summary>
    /// <param name="referenceNodes">Nodes of those jobs, above 0.</param>
    /// <returns>The law; its exponent is the best estimate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range, or the fitted exponent is not above 0.</exception>
    public FailureScaling ToScaling(double referenceNodes) => new(Exponent.Value, referenceNodes);

    /// <summary>Mean time to failure of a job, as the fitted line has it.</summary>
    /// <param name="nodes">Nodes of the job, above 0.</param>
    /// <returns>Seconds.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nodes"/> is out of range.</exception>
    public double MttfSeconds(double nodes) =>
        FailureRate.SecondsPerDay * Math.Exp(-_logRateAtOne - Exponent.Value * Math.Log(Require.Positive(nodes)));

    // ln Σ N^α T, with the greatest term taken out so that nothing overflows.
    private static double LogExposure(ScaleCount[] counts, double exponent)
    {
        double greatest = counts.Max(count => exponent * Math.Log(count.Nodes));
        return greatest + Math.Log(counts.Sum(count => Math.Exp(exponent * Math.Log(count.Nodes) - greatest) * count.JobDays));
    }

    private static double LogLikelihood(ScaleCount[] counts, double exponent)
    {
        double exposure = LogExposure(counts, exponent);
        return counts.Sum(count => count.Failures * (exponent * Math.Log(count.Nodes) - exposure));
    }

    private static double Score(ScaleCount[] counts, double exponent)
    {
        double exposure = LogExposure(counts, exponent);
        double expected = counts.Sum(count => Math.Exp(exponent * Math.Log(count.Nodes) - exposure) * count.JobDays * Math.Log(count.Nodes));
        return counts.Sum(count => count.Failures * (Math.Log(count.Nodes) - expected));
    }
}
