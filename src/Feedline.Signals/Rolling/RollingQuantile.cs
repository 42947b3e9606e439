namespace Feedline.Signals;

/// <summary>A quantile of the last values of a stream. Not thread-safe.</summary>
/// <remarks>
/// Type 7, as <see cref="Quantile"/>. Cost as <see cref="RollingMedian"/>; nothing is allocated after construction. While a NaN is held
/// the result is NaN; infinities order as usual. A float converts exactly to double, so only whole runs of floats have a form of
/// their own; their results are rounded to float once.
/// </remarks>
public sealed class RollingQuantile
{
    private readonly RankedWindow _ranked;

    /// <summary>Makes an empty window.</summary>
    /// <param name="window">How many of the last values count, at least 1. Takes about 16 bytes each.</param>
    /// <param name="level">Share of the values at or below the result, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="window"/> is less than 1, or <paramref name="level"/> is outside [0, 1] or NaN.
    /// </exception>
    public RollingQuantile(int window, double level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        if (!(level >= 0 && level <= 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A quantile's level lies between 0 and 1.");

        _ranked = new RankedWindow(window, level);
        Level = level;
    }

    /// <summary>Share of the values at or below the result.</summary>
    public double Level { get; }

    /// <summary>How many of the last values count.</summary>
    public int Window => _ranked.Window;

    /// <summary>How many values are held: fewer than the window until it has filled.</summary>
    public int Count => _ranked.Count;

    /// <summary>The quantile of the values held, in their unit; NaN when there are none.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>Adds a value; the oldest leaves when the window is full.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The new <see cref="Value"/>.</returns>
    public double Add(double value) => Value = _ranked.Add(value);

    /// <summary>Adds values in turn.</summary>
    /// <param name="values">The values, oldest first.</param>
    /// <param name="results"><see cref="Value"/> after each; may be the same span as the values.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Add(ReadOnlySpan<double> values, Span<double> results)
    {
        Lengths.ThrowIfDifferent(values.Length, results.Length, nameof(results));
        _ranked.Add(values, results);
        if (!results.IsEmpty)
            Value = results[^1];
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, Span{double})"/>
    public void Add(ReadOnlySpan<float> values, Span<float> results)
    {
        Lengths.ThrowIfDifferent(values.Length, results.Length, nameof(results));
        for (int i = 0; i < values.Length; i++)
            results[i] = (float)(Value = _ranked.Add(values[i]));
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        _ranked.Clear();
        Value = double.NaN;
    }
}
