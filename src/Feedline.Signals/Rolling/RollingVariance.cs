namespace Feedline.Signals;

/// <summary>Mean and population variance of the last values of a stream. Not thread-safe.</summary>
/// <remarks>
/// <para>Σ(x - mean)² / n. Nothing is ever subtracted that was added before: partial means and squared deviations are joined
/// by the formula of Chan, Golub and LeVeque (1979), so the result is as exact beside an offset of 10⁹ as without it, and
/// the error does not grow with the length of the stream. A constant gives exactly itself and variance 0. While a NaN or
/// an infinity is held the variance is NaN and the mean not finite.</para>
/// <para>O(1) per value on average (once per window, O(window)), nothing is allocated after construction. A float converts
/// exactly to double, so only whole runs of floats have a form of their own; their results are rounded to float once, and a
/// variance beyond the range of float is infinite.</para>
/// </remarks>
public sealed class RollingVariance
{
    private readonly FoldWindow<MomentsFold, Moments> _fold;
    private Moments _moments = new(0, double.NaN, double.NaN);

    /// <summary>Makes an empty window.</summary>
    /// <param name="window">How many of the last values count, at least 1. Takes 32 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is less than 1.</exception>
    public RollingVariance(int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        Window = window;
        _fold = new FoldWindow<MomentsFold, Moments>(window);
    }

    /// <summary>How many of the last values count.</summary>
    public int Window { get; }

    /// <summary>How many values are held: fewer than the window until it has filled.</summary>
    public int Count => _fold.Count;

    /// <summary>Mean of the values held, in their unit; NaN when there are none.</summary>
    public double Mean => _fold.Anchor + _moments.Mean;

    /// <summary>Population variance of the values held, in their unit squared; NaN when there are none, 0 for one.</summary>
    public double Variance => _moments.SquaredDeviations / _moments.Count;

    /// <summary>Adds a value; the oldest leaves when the window is full.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The new <see cref="Variance"/>.</returns>
    public double Add(double value)
    {
        _moments = _fold.Add(value);
        return Variance;
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
            Moments moments = _fold.Add(values[i]);
            means[i] = _fold.Anchor + moments.Mean;
            variances[i] = moments.SquaredDeviations / moments.Count;
            _moments = moments;
        }
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, Span{double}, Span{double})"/>
    public void Add(ReadOnlySpan<float> values, Span<float> means, Span<float> variances)
    {
        Lengths.ThrowIfDifferent(values.Length, means.Length, nameof(means));
        Lengths.ThrowIfDifferent(values.Length, variances.Length, nameof(variances));
        for (int i = 0; i < values.Length; i++)
        {
            double variance = Add(values[i]);
            means[i] = (float)Mean;
            variances[i] = (float)variance;
        }
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        _fold.Clear();
        _moments = new Moments(0, double.NaN, double.NaN);
    }
}
