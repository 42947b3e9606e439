namespace Feedline.Signals;

/// <summary>Median absolute deviation, and the median it is taken from, of the last values of a stream. Not thread-safe.</summary>
/// <remarks>
/// <para>median |x - median x|, not scaled (see <see cref="MedianAbsoluteDeviation"/>). Kept as <see cref="RollingMedian"/> keeps the
/// median, with the values near both ends of the nearer half in order as well: O(1) per value on average, O(window) when one
/// of the three has drifted away or the median has jumped. Nothing is allocated after construction.</para>
/// <para>A constant gives 0. While a NaN is held the results are NaN; infinities order as usual. A float converts exactly to
/// double, so only whole runs of floats have a form of their own; their results are rounded to float once.</para>
/// </remarks>
public sealed class RollingMedianAbsoluteDeviation
{
    private readonly DeviationWindow _window;

    /// <summary>Makes an empty window.</summary>
    /// <param name="window">How many of the last values count, at least 1. Takes about 16 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is less than 1.</exception>
    public RollingMedianAbsoluteDeviation(int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        _window = new DeviationWindow(window);
    }

    /// <summary>How many of the last values count.</summary>
    public int Window => _window.Window;

    /// <summary>How many values are held: fewer than the window until it has filled.</summary>
    public int Count => _window.Count;

    /// <summary>The median of the values held, in their unit; NaN when there are none.</summary>
    public double Median => _window.Median;

    /// <summary>The median absolute deviation of the values held, in their unit, not scaled; NaN when there are none.</summary>
    public double Value => _window.Deviation;

    /// <summary>Adds a value; the oldest leaves when the window is full.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The new <see cref="Value"/>.</returns>
    public double Add(double value)
    {
        _window.Add(value);
        return Value;
    }

    /// <summary>Adds values in turn.</summary>
    /// <param name="values">The values, oldest first.</param>
    /// <param name="medians"><see cref="Median"/> after each.</param>
    /// <param name="deviations"><see cref="Value"/> after each; one of the results may be the same span as the values.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Add(ReadOnlySpan<double> values, Span<double> medians, Span<double> deviations)
    {
        Lengths.ThrowIfDifferent(values.Length, medians.Length, nameof(medians));
        Lengths.ThrowIfDifferent(values.Length, deviations.Length, nameof(deviations));
        for (int i = 0; i < values.Length; i++)
        {
            double deviation = Add(values[i]);
            medians[i] = Median;
            deviations[i] = deviation;
        }
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, Span{double}, Span{double})"/>
    public void Add(ReadOnlySpan<float> values, Span<float> medians, Span<float> deviations)
    {
        Lengths.ThrowIfDifferent(values.Length, medians.Length, nameof(medians));
        Lengths.ThrowIfDifferent(values.Length, deviations.Length, nameof(deviations));
        for (int i = 0; i < values.Length; i++)
        {
            double deviation = Add(values[i]);
            medians[i] = (float)Median;
            deviations[i] = (float)deviation;
        }
    }

    /// <summary>Forgets all values.</summary>
    public void Clear() => _window.Clear();
}
