namespace Feedline.DetectionScoring.Detectors;

/// <summary>Tail of the standard normal distribution. Source: Abramowitz and Stegun, 26.2.11 and 26.2.14.</summary>
internal static class NormalTail
{
    // From here the continued fraction gives all digits.
    private const double Far = 3;

    /// <summary>How probable a value above z is, z at least 0.</summary>
    public static double Beyond(double z)
    {
        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        return z < Far ? 0.5 - density * Series(z) : density * Fraction(z);
    }

    private static double Series(double z)
    {
        double sum = 0, term = z;
        for (int odd = 3; term > 1e-17 * sum; odd += 2)
        {
            sum += term;
            term *= z * z / odd;
        }

        return sum;
    }

    private static double Fraction(double z)
    {
        double rest = z;
        for (int i = 100; i > 0; i--)
            rest = z + i / rest;
        return 1 / rest;
    }
}
