namespace Feedline.Reliability;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>Φ(z), by the incomplete gamma function: Φ(-z) = Q(1/2, z²/2) / 2.</summary>
    public static double Lower(double z)
    {
        double tail = 0.5 * GammaFunction.Upper(0.5, z * z / 2);
        return z < 0 ? tail : 1 - tail;
    }

    /// <summary>The z below which a value lies with the probability, above 0 and below 1.</summary>
    public static double Quantile(double probability)
    {
        if (probability > 0.5)
            return -Quantile(1 - probability);
        if (probability == 0.5)
            return 0;

        // From the asymptote z² ~ -2 ln p on, the tail is monotone: a bracket is enough.
        double high = Math.Sqrt(-2 * Math.Log(probability)) + 1;
        return -RootSearch.Rising(z => probability - 0.5 * GammaFunction.Upper(0.5, z * z / 2), 0, high);
    }
}
