using Feedline.Signals;

namespace Feedline.Rules;

/// <summary>How one number spreads: what a mean does not say.</summary>
internal readonly record struct Spread(double Median, double P99, double CoefficientOfVariation)
{
    /// <summary>The spread of some values.</summary>
    /// <param name="values">The values; none are NaN.</param>
    /// <param name="scratch">Memory for as many.</param>
    public static Spread Of(ReadOnlySpan<double> values, Span<double> scratch)
    {
        if (values.IsEmpty)
            return new Spread(double.NaN, double.NaN, double.NaN);

        Span<double> copy = scratch[..values.Length];
        values.CopyTo(copy);
        double mean = 0;
        foreach (double value in copy)
            mean += value / copy.Length;

        double variance = 0;
        foreach (double value in copy)
            variance += (value - mean) * (value - mean) / copy.Length;

        return new Spread(Quantile.InPlace(copy, 0.5), Quantile.InPlace(copy, 0.99), mean > 0 ? Math.Sqrt(variance) / mean : 0);
    }
}
