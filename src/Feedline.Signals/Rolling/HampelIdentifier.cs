namespace Feedline.Signals;

/// <summary>Scores each value of a stream by its distance from the median of the values before it. Not thread-safe.</summary>
/// <remarks>
/// <para>|x - median| / max(<see cref="MedianAbsoluteDeviation.NormalScale"/> × MAD, floor) over the window of values before x; by
/// custom an outlier scores above 3. The value itself is not part of the window it is judged by, but of the next. Source:
/// Davies and Gather, "The Identification of Multiple Outliers", JASA 88 (1993).</para>
/// <para>0 where x equals the median; +∞ where it does not but the divisor is 0. NaN when x is NaN, when there is no value before
/// it, and while the window holds a NaN. Cost as <see cref="RollingMedianAbsoluteDeviation"/>; nothing is allocated after
/// construction. A float converts exactly to double, so only whole runs of floats have a form of their own.</para>
/// </remarks>
public sealed class HampelIdentifier
{
    private readonly DeviationWindow _before;
    private readonly double _floor;

    /// <summary>Makes an identifier that has seen nothing.</summary>
    /// <param name="window">How many values a value is judged by, at least 1. Takes about 16 bytes each.</param>
    /// <param name="floor">
    /// Least scale, in the values' unit, 0 or more. The MAD of quantised data is often 0, which makes any change infinitely
    /// unusual: a floor near the smallest change that matters keeps the score meaningful.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="window"/> is less than 1, or <paramref name="floor"/> is negative or not finite.
    /// </exception>
    public HampelIdentifier(int window, double floor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        if (!(floor >= 0 && double.IsFinite(floor)))
            throw new ArgumentOutOfRangeException(nameof(floor), floor, "The floor is finite and not negative.");

        _before = new DeviationWindow(window);
        _floor = floor;
    }

    /// <summary>How many values a value is judged by.</summary>
    public int Window => _before.Window;

    /// <summary>How many values the next one is judged by: fewer than the window until it has filled.</summary>
    public int Count => _before.Count;

    /// <summary>Scores a value and adds it to the window; the oldest leaves when the window is full.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Its distance from the median, in robust standard deviations.</returns>
    public double Add(double value)
    {
        double median = _before.Median;
        double scale = Math.Max(MedianAbsoluteDeviation.NormalScale * _before.Deviation, _floor);
        _before.Add(value);

        // Equality first: neither 0 / 0 nor ∞ - ∞ may hide a value that is just like the others.
        return value == median ? 0 : Math.Abs(value - median) / scale;
    }

    /// <summary>Scores values in turn.</summary>
    /// <param name="values">The values, oldest first.</param>
    /// <param name="scores">The score of each; may be the same span as the values.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Add(ReadOnlySpan<double> values, Span<double> scores)
    {
        Lengths.ThrowIfDifferent(values.Length, scores.Length, nameof(scores));
        for (int i = 0; i < values.Length; i++)
            scores[i] = Add(values[i]);
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, Span{double})"/>
    public void Add(ReadOnlySpan<float> values, Span<float> scores)
    {
        Lengths.ThrowIfDifferent(values.Length, scores.Length, nameof(scores));
        for (int i = 0; i < values.Length; i++)
            scores[i] = (float)Add(values[i]);
    }

    /// <summary>Forgets all values.</summary>
    public void Clear() => _before.Clear();
}
