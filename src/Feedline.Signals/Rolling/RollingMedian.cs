namespace Feedline.Signals;

/// <summary>Median of the last values of a stream. Not thread-safe.</summary>
/// <remarks>
/// <para>Only the values that rank near the median are kept in order; of the others it is known how many there are. O(1) per
/// value on average, whatever the window, and O(window) when the median has drifted away from the ordered ones, which takes
/// about √window values that all move it the same way. Nothing is allocated after construction.</para>
/// <para>While a NaN is held the result is NaN; infinities order as usual (see <see cref="Signals.Median"/>). For an even count
/// the median is the mean of the two middle values. A float converts exactly to double, so only whole runs of floats have a
/// form of their own; their results are rounded to float once. For the deviation from the median see
/// <see cref="RollingMedianAbsoluteDeviation"/>.</para>
/// </remarks>
public sealed class RollingMedian
{
    private readonly RankedWindow _ranked;

    /// <summary>Makes an empty window.</summary>
    /// <param name="window">How many of the last values count, at least 1. Takes about 16 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is less than 1.</exception>
    public RollingMedian(int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        _ranked = new RankedWindow(window, 0.5);
    }

    /// <summary>How many of the last values count.</summary>
    public int Window => _ranked.Window;

    /// <summary>How many values are held: fewer than the window until it has filled.</summary>
    public int Count => _ranked.Count;

    /// <summary>The median of the values held, in their unit; NaN when there are none.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>Adds a value; the oldest leaves when the window is full.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The new <see cref="Value"/>.</returns>
    public double Add(double value) => Value = _ranked.Add(value);

    /// <summary>Adds values in turn.</summary>
    /// <param name="values">The values, oldest first.</param>
    /// <param name="medians"><see cref="Value"/> after each; may be the same span as the values.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Add(ReadOnlySpan<double> values, Span<double> medians)
    {
        Lengths.ThrowIfDifferent(values.Length, medians.Length, nameof(medians));
        _ranked.Add(values, medians);
        if (!medians.IsEmpty)
            Value = medians[^1];
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, Span{double})"/>
    public void Add(ReadOnlySpan<float> values, Span<float> medians)
    {
        Lengths.ThrowIfDifferent(values.Length, medians.Length, nameof(medians));
        for (int i = 0; i < values.Length; i++)
            medians[i] = (float)(Value = _ranked.Add(values[i]));
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        _ranked.Clear();
        Value = double.NaN;
    }
}
