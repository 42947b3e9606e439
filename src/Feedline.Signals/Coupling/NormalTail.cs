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
}
