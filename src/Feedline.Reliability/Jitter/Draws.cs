namespace Feedline.Reliability;

/// <summary>Random values of the distributions that the fit draws from.</summary>
internal static class Draws
{
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());

    /// <summary>χ² / degrees of freedom.</summary>
    public static double ChiSquareShare(Random random, int degrees)
    {
        // Wilson and Hilferty's cube is good to 0.1 % from there on, and costs the same for a thousand ranks.
        if (degrees > 60)
        {
            double c = 2.0 / (9 * degrees);
            return Math.Pow(1 - c + Math.Sqrt(c) * Normal(random), 3);
        }

        double sum = 0;
        for (int i = 0; i < degrees; i++)
        {
            double z = Normal(random);
            sum += z * z;
        }

        return sum / degrees;
    }
}
