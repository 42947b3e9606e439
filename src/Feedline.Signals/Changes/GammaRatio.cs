namespace Feedline.Signals;

/// <summary>Γ(a + ½) / Γ(a).</summary>
internal static class GammaRatio
{
    // From here on the series below is exact to the last digits.
    private const double LargeEnough = 30;

    public static double Of(double a)
    {
        double ratio = 1;
        for (; a < LargeEnough; a++)
            ratio *= a / (a + 0.5);

        // Stirling's series of the two logarithms, subtracted.
        double inverse = 1 / a;
        double square = inverse * inverse;
        double exponent = inverse * (-1.0 / 8 + square * (1.0 / 192 + square * (-1.0 / 640 + square * (17.0 / 14336))));
        return ratio * Math.Sqrt(a) * Math.Exp(exponent);
    }
}
