using Feedline.Signals;

namespace Feedline.Reliability;

/// <summary>How many values of a series that depends on itself tell as much as one that does not.</summary>
internal static class SerialDependence
{
    /// <summary>
    /// Variance of the mean of a series, over what it would be if its values were independent: 1 + 2 Σ ρ(k), summed over pairs of lags
    /// while these are positive (Geyer, "Practical Markov chain Monte Carlo", Statistical Science 7, 1992). At least 1, since
    /// nothing is gained from a negative estimate.
    /// </summary>
    public static double Inflation(ReadOnlySpan<double> series)
    {
        if (series.Length < 8)
            return 1;

        var correlation = new double[series.Length / 4 + 1];
        new Autocorrelation(series.Length, correlation.Length - 1).Biased(series, correlation);
        double sum = -1;
        for (int lag = 0; lag + 1 < correlation.Length; lag += 2)
        {
            // A constant correlates with nothing, which shows as NaN.
            double pair = correlation[lag] + correlation[lag + 1];
            if (!(pair > 0))
                break;
            sum += 2 * pair;
        }

        return Math.Max(1, sum);
    }
}
