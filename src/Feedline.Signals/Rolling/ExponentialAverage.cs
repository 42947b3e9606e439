namespace Feedline.Signals;

/// <summary>Exponentially weighted mean and variance of a stream. Not thread-safe.</summary>
/// <remarks>
/// <para>With d = x - mean: mean ← mean + α d, variance ← (1 - α)(variance + α d²), from mean = first value and variance = 0.
/// The weight of a value falls by 1 - α with each later one. Source: Finch, "Incremental calculation of weighted mean and
/// variance" (2009).</para>
/// <para>O(1) per value, nothing is allocated after construction. A constant gives exactly itself and variance 0. There is no
/// window for an infinity to leave: after one, mean and variance are not finite until cleared.</para>
/// <para>A float converts exactly to double, so only whole runs of floats have a form of their own; their results are rounded
/// to float once, and a variance beyond the range of float is infinite.</para>
/// </remarks>
public sealed class ExponentialAverage
{
    private readonly double _alpha;
    private bool _hasValue;

    /// <summary>Makes an empty average.</summary>
    /// <param name="alpha">Weight of the newest value, above 0 and at most 1; 2 / (n + 1) resembles a window of n.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is outside (0, 1] or NaN.</exception>
    public ExponentialAverage(double alpha)
    {
        if (!(alpha > 0 && alpha <= 1))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The weight lies above 0 and at most at 1.");
        _alpha = alpha;
    }

    /// <summary>Makes an average in which a value's weight halves every so many values.</summary>
    /// <param name="samples">How many values halve the weight, above 0; α = 1 - 2^(-1/samples).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="samples"/> is not a positive finite number.</exception>
    public static ExponentialAverage FromHalfLife(double samples)
    {
        if (!(samples > 0 && double.IsFinite(samples)))
            throw new ArgumentOutOfRangeException(nameof(samples), samples, "The half-life is a positive number of values.");

        return new ExponentialAverage(1 - double.Exp2(-1 / samples));
    }

    /// <summary>The weighted mean, in the values' unit; NaN before the first value.</summary>
    public double Mean { get; private set; } = double.NaN;

    /// <summary>The weighted variance, in the values' unit squared; NaN before the first value.</summary>
    public double Variance { get; private set; } = double.NaN;

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value. NaN means missing and is passed over.</param>
    /// <returns>The new <see cref="Mean"/>.</returns>
    public double Add(double value)
    {
        if (double.IsNaN(value))
            return Mean;

        if (!_hasValue)
        {
            _hasValue = true;
            Variance = 0;
            return Mean = value;
        }

        double apart = value - Mean;
        Variance = (1 - _alpha) * (Variance + _alpha * apart * apart);
        return Mean += _alpha * apart;
    }

    /// <summary>Adds values in turn.</summary>
    /// <param name="values">The values, oldest first.</param>
    /// <param name="means"><see cref="Mean"/> after each.</param>
    /// <param name="variances"><see cref="Variance"/> after each; one of the results may be the same span as the values.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Add(ReadOnlySpan<double> values, Span<double> means, Span<double> variances)
    {
        Lengths.ThrowIfDifferent(values.Length, means.Length, nameof(means));
        Lengths.ThrowIfDifferent(values.Length, variances.Length, nameof(variances));
        for (int i = 0; i < values.Length; i++)
        {
            double mean = Add(values[i]);
            means[i] = mean;
            variances[i] = Variance;
        }
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, Span{double}, Span{double})"/>
    public void Add(ReadOnlySpan<float> values, Span<float> means, Span<float> variances)
    {
        Lengths.ThrowIfDifferent(values.Length, means.Length, nameof(means));
        Lengths.ThrowIfDifferent(values.Length, variances.Length, nameof(variances));
        for (int i = 0; i < values.Length; i++)
        {
            double mean = Add(values[i]);
            means[i] = (float)mean;
            variances[i] = (float)Variance;
        }
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        _hasValue = false;
        Mean = double.NaN;
        Variance = double.NaN;
    }
}
