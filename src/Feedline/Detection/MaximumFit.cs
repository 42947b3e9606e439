using System.Numerics;

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

    private static readonly double LogLower = Math.Log(-Math.Log(0.25));
    private static readonly double LogMedian = Math.Log(-Math.Log(0.5));
    private static readonly double LogUpper = Math.Log(-Math.Log(0.75));

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
        double shape = isStepped ? 0 : weight * ShapeOf(sorted, cap);
        fit._shape = Math.Clamp(shape + (1 - weight) * PriorShape, LeastShape, MostShape);
        double low = Standard(LogLower, fit._shape), middle = Standard(LogMedian, fit._shape), high = Standard(LogUpper, fit._shape);
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

    /// <summary>Where the curve begins: smaller values are common.</summary>
    public readonly double Location => _location;

    public readonly double Scale => _scale;

    public readonly double Shape => _shape;

    /// <summary>The value that so many maxima of blocks pass.</summary>
    /// <param name="logExpected">The logarithm of how many.</param>
    public readonly double Level(double logExpected) => _location + _scale / _shape * (Math.Exp(-_shape * logExpected) - 1);

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
        (double b0, double b1, double b2) = Sums(sorted, cap);
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

    /// <summary>The sums of values, of values times their index, and of those times the index before.</summary>
    private static (double B0, double B1, double B2) Sums(ReadOnlySpan<double> sorted, double cap)
    {
        Vector<double> sum0 = default, sum1 = default, sum2 = default, caps = new(cap), index = Vector<double>.Indices;
        int i = 0;
        for (; i <= sorted.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> value = Vector.Min(new Vector<double>(sorted[i..]), caps);
            Vector<double> times = value * index;
            sum0 += value;
            sum1 += times;
            sum2 += times * (index - Vector<double>.One);
            index += new Vector<double>(Vector<double>.Count);
        }

        double b0 = Vector.Sum(sum0), b1 = Vector.Sum(sum1), b2 = Vector.Sum(sum2);
        for (; i < sorted.Length; i++)
        {
            double value = Math.Min(sorted[i], cap);
            b0 += value;
            b1 += value * i;
            b2 += value * i * (i - 1);
        }

        return (b0, b1, b2);
    }

    /// <param name="logQ">The logarithm of minus the logarithm of the share.</param>
    /// <param name="shape">The shape.</param>
    private static double Standard(double logQ, double shape) => (Math.Exp(-shape * logQ) - 1) / shape;

    private static double Quantile(ReadOnlySpan<double> sorted, double q)
    {
        double at = q * (sorted.Length - 1);
        int low = (int)at;
        return low + 1 == sorted.Length ? sorted[low] : sorted[low] + (at - low) * (sorted[low + 1] - sorted[low]);
    }
}
