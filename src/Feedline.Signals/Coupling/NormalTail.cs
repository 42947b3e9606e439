namespace Feedline.Signals;

/// <summary>Upper tail of the normal distribution, to about 12 digits.</summary>
internal static class NormalTail
{
    /// <summary>Probability that a standard normal value exceeds z, z at least 0.</summary>
    public static double Above(double z)
    {
        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (z < 3)
        {
            // Φ(z) - ½ = φ(z) (z + z³/3 + z⁵/(3·5) + ...)
            double term = z;
            double sum = z;
            for (int i = 3; i < 121; i += 2)
            {
                term *= z * z / i;
                sum += term;
            }

            return 0.5 - density * sum;
        }

        // φ(z) / (z + 1/(z + 2/(z + 3/(z + ...)))), Laplace's continued fraction.
        double fraction = z;
        for (int i = 100; i > 0; i--)
            fraction = z + i / fraction;
        return density / fraction;
    }

    /// <summary>The value at least 0 that a standard normal value exceeds with a probability up to ½, above 1e-15.</summary>
    public static double Quantile(double above)
    {
        // The tail falls ever slower: Newton's steps from 0 stay below the root and never pass it.
        double z = 0;
        for (int i = 0; i < 100; i++)
        {
            double step = (Above(z) - above) * Math.Sqrt(2 * Math.PI) * Math.Exp(z * z / 2);
            z += step;
            if (!(step > 1e-12))
                break;
        }

        return Math.Max(z, 0);
    }
}
