namespace Feedline.Reliability;

/// <summary>The χ² distribution.</summary>
internal static class ChiSquare
{
    public static double UpperTail(double value, double degrees) => GammaFunction.Upper(degrees / 2, value / 2);

    public static double Quantile(double probability, double degrees) => 2 * GammaFunction.InverseLower(degrees / 2, probability);
}
