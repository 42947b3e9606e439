namespace Feedline.Reliability;

/// <summary>The logarithm of the gamma function and the incomplete gamma function with its inverse.</summary>
internal static class GammaFunction
{
    private const double Tiny = 1e-300;
    private const double Enough = 1e-16;

    private static ReadOnlySpan<double> Terms =>
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
        -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>ln Γ(x) for x above 0, by Lanczos' approximation (g = 7).</summary>
    public static double Log(double x)
    {
        if (x < 0.5)
            return Log(x + 1) - Math.Log(x);

        double sum = Terms[0];
        for (int i = 1; i < Terms.Length; i++)
            sum += Terms[i] / (x - 1 + i);
        double t = x + 6.5;
        return 0.5 * Math.Log(2 * Math.PI) + (x - 0.5) * Math.Log(t) - t + Math.Log(sum);
    }

    /// <summary>P(a, x): the chance that a gamma variable of shape a and scale 1 is at most x.</summary>
    public static double Lower(double a, double x) => x <= 0 ? 0 : x < a + 1 ? Series(a, x) : 1 - Fraction(a, x);

    /// <summary>Q(a, x) = 1 - P(a, x), without cancellation.</summary>
    public static double Upper(double a, double x) => x <= 0 ? 1 : x < a + 1 ? 1 - Series(a, x) : Fraction(a, x);

    /// <summary>The x for which P(a, x) is the probability, above 0 and below 1.</summary>
    public static double InverseLower(double a, double probability)
    {
        double low = 0;
        double high = a + 1;
        while (Lower(a, high) < probability)
            high *= 2;
        return RootSearch.Rising(x => probability > 0.5 ? 1 - probability - Upper(a, x) : Lower(a, x) - probability, low, high);
    }

    private static double Series(double a, double x)
    {
        double term = 1 / a;
        double sum = term;
        for (double n = a + 1; term > sum * Enough; n++)
        {
            term *= x / n;
            sum += term;
        }

        return sum * Math.Exp(a * Math.Log(x) - x - Log(a));
    }

    /// <summary>The continued fraction by Lentz's method.</summary>
    private static double Fraction(double a, double x)
    {
        double b = x + 1 - a;
        double c = 1 / Tiny;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < 100_000; i++)
        {
            double an = -i * (i - a);
            b += 2;
            d = 1 / NotZero(an * d + b);
            c = NotZero(b + an / c);
            double step = c * d;
            h *= step;
            if (Math.Abs(step - 1) < Enough * 4)
                break;
        }

        return h * Math.Exp(a * Math.Log(x) - x - Log(a));
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
