namespace Feedline.Signals;

/// <summary>A generalized extreme value distribution of the largest of <see cref="BlockSize"/> draws, and what follows for more draws.</summary>
/// <param name="BlockSize">How many draws the location and scale are for.</param>
/// <param name="Location">Location μ, in the values' unit.</param>
/// <param name="Scale">Scale σ, in the values' unit.</param>
/// <param name="Shape">
/// Shape ξ, without unit: 0 for tails like the normal or exponential, above 0 for heavy tails, below 0 for a bounded one.
/// </param>
public readonly record struct ExtremeValueFit(double BlockSize, double Location, double Scale, double Shape)
{
    private const double EulerGamma = 0.57721566490153286;

    // Closer to zero than this the general formulas lose more digits than the limit is wrong by.
    private const double Flat = 1e-5;

    /// <summary>Fits the distribution to a sample of single draws.</summary>
    /// <param name="ascending">The sample in ascending order, at least three times the block size long.</param>
    /// <param name="blockSize">
    /// How many draws make a block, at least 1. Larger is closer to the theory, smaller is steadier; a third of the sample or
    /// less.
    /// </param>
    /// <returns>The fit; NaN throughout when a value is NaN or infinite. A constant gives scale 0.</returns>
    /// <remarks>
    /// By L-moments: λ1 = E(m), λ2 = E(2m) - E(m), λ3 = 2 E(3m) - 3 E(2m) + E(m) with E(m) as <see cref="ExpectedMaximum"/> gives it,
    /// so that every value counts and no blocks need be cut. Then Hosking, Wallis and Wood, "Estimation of the Generalized
    /// Extreme-Value Distribution by the Method of Probability-Weighted Moments", Technometrics 27 (1985). O(n), 0 bytes
    /// allocated.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="blockSize"/> is less than 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="ascending"/> holds fewer than three blocks.</exception>
    public static ExtremeValueFit Of(ReadOnlySpan<double> ascending, int blockSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        if (ascending.Length / 3 < blockSize)
            throw new ArgumentException("The sample must hold at least three blocks.", nameof(ascending));

        if (!double.IsFinite(ascending[0]) || !double.IsFinite(ascending[^1]))
            return new ExtremeValueFit(blockSize, double.NaN, double.NaN, double.NaN);

        double one = ExpectedMaximum.OfDraws(ascending, blockSize);
        double two = ExpectedMaximum.OfDraws(ascending, 2 * blockSize);
        double three = ExpectedMaximum.OfDraws(ascending, 3 * blockSize);
        double spread = two - one;
        if (ascending[0] == ascending[^1] || spread <= 0)
            return new ExtremeValueFit(blockSize, one, 0, 0);

        double skewness = (2 * three - 3 * two + one) / spread;
        double c = 2 / (3 + skewness) - Math.Log(2) / Math.Log(3);
        double k = 7.8590 * c + 2.9554 * c * c;
        if (Math.Abs(k) < Flat)
        {
            double flatScale = spread / Math.Log(2);
            return new ExtremeValueFit(blockSize, one - EulerGamma * flatScale, flatScale, 0);
        }

        double gamma = Gamma.Of(1 + k);
        double scale = spread * k / ((1 - double.Exp2(-k)) * gamma);
        return new ExtremeValueFit(blockSize, one - scale * (1 - gamma) / k, scale, -k);
    }

    /// <summary>Expected largest of some number of draws.</summary>
    /// <param name="draws">How many are drawn, above 0; usually more than the block size.</param>
    /// <returns>
    /// μ + σ ((N/m)^ξ Γ(1 - ξ) - 1) / ξ, or μ + σ (ln(N/m) + 0.5772) for ξ = 0, in the values' unit; +∞ for ξ of 1 or more, where
    /// no expectation exists.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="draws"/> is not a positive finite number.</exception>
    public double ExpectedMaximumOf(double draws)
    {
        if (!(draws > 0 && double.IsFinite(draws)))
            throw new ArgumentOutOfRangeException(nameof(draws), draws, "The number of draws is positive.");

        if (Scale == 0)
            return Location;
        if (Shape >= 1)
            return double.PositiveInfinity;

        double growth = Math.Log(draws / BlockSize);
        return Math.Abs(Shape) < Flat
            ? Location + Scale * (growth + EulerGamma)
            : Location + Scale * (Math.Exp(Shape * growth) * Gamma.Of(1 - Shape) - 1) / Shape;
    }
}
