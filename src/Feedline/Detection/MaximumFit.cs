namespace Feedline;

/// <summary>
/// A generalised extreme value distribution of the largest values of blocks: scale and location by quartiles, which a few anomalies cannot
/// spoil, shape by L-skewness drawn towards a moderately heavy tail. Hosking, Wallis and Wood, Technometrics 27 (1985).
/// </summary>
internal struct MaximumFit
{
    private const double PriorShape = 0.15;
    private const double ShapeWeight = 100;
    private const double LeastShape = 0.02;
    private const double MostShape = 0.5;
    private const double LeastScale = 0.2;

    private double _location;
    private double _scale;
    private double _shape;

    /// <param name="sorted">The maxima, ascending.</param>
    /// <param name="cap">Maxima beyond count as this much: anomalies say nothing of the shape.</param>
    public static MaximumFit Of(ReadOnlySpan<double> sorted, double cap)
    {
        var fit = new MaximumFit();
        double lower = Quantile(sorted, 0.25), median = Quantile(sorted, 0.5), upper = Quantile(sorted, 0.75);

        // Of values in a few steps the skewness is that of the steps.
        bool isStepped = lower == median || median == upper;
        double weight = isStepped ? 0 : sorted.Length / (sorted.Length + ShapeWeight);
        fit._shape = Math.Clamp(weight * ShapeOf(sorted, cap) + (1 - weight) * PriorShape, LeastShape, MostShape);
        double low = Standard(0.25, fit._shape), middle = Standard(0.5, fit._shape), high = Standard(0.75, fit._shape);
        fit._scale = Math.Max((upper - lower) / (high - low), LeastScale);
        fit._location = median - fit._scale * middle;
        return fit;
    }

    /// <summary>Minus the logarithm of how many values as large a block holds on average.</summary>
    /// <remarks>Below the location a straight line goes on from there: nearly all values are, and need no logarithm.</remarks>
    public readonly double Rarity(double value)
    {
        double beyond = value - _location;
        return beyond <= 0 ? beyond / _scale : Math.Log(1 + _shape * beyond / _scale) / _shape;
    }

    /// <summary>The value that so many maxima of blocks pass.</summary>
    public readonly double Level(double expected) => _location + _scale / _shape * (Math.Pow(expected, -_shape) - 1);

    public readonly void Write(StateWriter state) => state.Write([_location, _scale, _shape]);

    public static MaximumFit Read(StateReader state)
    {
        var fit = new MaximumFit { _location = state.ReadDouble(), _scale = state.ReadDouble(), _shape = state.ReadDouble() };
        state.Require(fit._scale >= LeastScale && fit._shape is >= LeastShape and <= MostShape);
        return fit;
    }

    /// <summary>Hosking's approximation from the ratio of L-moments.</summary>
    private static double ShapeOf(ReadOnlySpan<double> sorted, double cap)
    {
        double b0 = 0, b1 = 0, b2 = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double value = Math.Min(sorted[i], cap);
            b0 += value;
            b1 += value * i;
            b2 += value * i * (i - 1);
        }

        double count = sorted.Length;
        b0 /= count;
        b1 /= count * (count - 1);
        b2 /= count * (count - 1) * (count - 2);
        double l2 = 2 * b1 - b0;
        if (!(l2 > 0))
            return PriorShape;

        double c = 2 / (3 + (6 * b2 - 6 * b1 + b0) / l2) - Math.Log(2) / Math.Log(3);
        return -(7.8590 * c + 2.9554 * c * c);
    }

    private static double Standard(double q, double shape) => (Math.Pow(-Math.Log(q), -shape) - 1) / shape;

    private static double Quantile(ReadOnlySpan<double> sorted, double q)
    {
        double at = q * (sorted.Length - 1);
        int low = (int)at;
        return low + 1 == sorted.Length ? sorted[low] : sorted[low] + (at - low) * (sorted[low + 1] - sorted[low]);
    }
}
