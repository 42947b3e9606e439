namespace Feedline.Signals;

/// <summary>Median, and on demand the median absolute deviation, of the last values of a stream. Not thread-safe.</summary>
/// <remarks>
/// <para>The window is kept sorted in short blocks, in which a value is placed or removed by a few vector operations: O(√window)
/// per value with a very small constant, O(log window) steps more for the deviation. Nothing is allocated after construction.</para>
/// <para>While a NaN is held the results are NaN; infinities order as usual (see <see cref="Signals.Median"/>). For an even count
/// the median is the mean of the two middle values.</para>
/// </remarks>
public sealed class RollingMedian
{
    private readonly SortedWindow _sorted;

    /// <summary>Makes an empty window.</summary>
    /// <param name="window">How many of the last values count, at least 1. Takes about 48 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is less than 1.</exception>
    public RollingMedian(int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        _sorted = new SortedWindow(window);
    }

    /// <summary>How many of the last values count.</summary>
    public int Window => _sorted.Window;

    /// <summary>How many values are held: fewer than the window until it has filled.</summary>
    public int Count => _sorted.Count;

    /// <summary>The median of the values held, in their unit; NaN when there are none.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>
    /// The unscaled median absolute deviation of the values held (see <see cref="Signals.MedianAbsoluteDeviation"/>), in their unit;
    /// NaN when there are none. Computed anew when asked for.
    /// </summary>
    public double MedianAbsoluteDeviation => _sorted.MedianAbsoluteDeviation(Value);

    /// <summary>Adds a value; the oldest leaves when the window is full.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The new <see cref="Value"/>.</returns>
    public double Add(double value)
    {
        _sorted.Add(value);
        return Value = _sorted.Quantile(0.5);
    }

    /// <summary>Adds values in turn.</summary>
    /// <param name="values">The values, oldest first.</param>
    /// <param name="medians"><see cref="Value"/> after each; may be the same span as the values.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Add(ReadOnlySpan<double> values, Span<double> medians)
    {
        Lengths.ThrowIfDifferent(values.Length, medians.Length, nameof(medians));
        for (int i = 0; i < values.Length; i++)
            medians[i] = Add(values[i]);
    }

    /// <summary>Adds values in turn.</summary>
    /// <param name="values">The values, oldest first.</param>
    /// <param name="medians"><see cref="Value"/> after each.</param>
    /// <param name="deviations"><see cref="MedianAbsoluteDeviation"/> after each; one of the results may be the same span as the values.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Add(ReadOnlySpan<double> values, Span<double> medians, Span<double> deviations)
    {
        Lengths.ThrowIfDifferent(values.Length, medians.Length, nameof(medians));
        Lengths.ThrowIfDifferent(values.Length, deviations.Length, nameof(deviations));
        for (int i = 0; i < values.Length; i++)
        {
            double median = Add(values[i]);
            medians[i] = median;
            deviations[i] = _sorted.MedianAbsoluteDeviation(median);
        }
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        _sorted.Clear();
        Value = double.NaN;
    }
}
