namespace Feedline.Signals;

/// <summary>Arithmetic mean of the last values of a stream. Not thread-safe.</summary>
/// <remarks>
/// Sums are only ever added to, over two windows at most, so the error does not grow with the length of the stream.
/// A constant gives exactly itself. A NaN gives NaN and an infinity an infinite mean (of both signs: NaN) while they are held;
/// a sum beyond the range of double is infinite.
/// O(1) per value on average (once per window, O(window)), nothing is allocated after construction. A float converts exactly
/// to double, so only whole runs of floats have a form of their own; their results are rounded to float once.
/// </remarks>
public sealed class RollingMean
{
    private readonly FoldWindow<SumFold, double> _fold;

    /// <summary>Makes an empty window.</summary>
    /// <param name="window">How many of the last values count, at least 1. Takes 16 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is less than 1.</exception>
    public RollingMean(int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        Window = window;
        _fold = new FoldWindow<SumFold, double>(window);
    }

    /// <summary>How many of the last values count.</summary>
    public int Window { get; }

    /// <summary>How many values are held: fewer than the window until it has filled.</summary>
    public int Count => _fold.Count;

    /// <summary>Arithmetic mean of the values held, in their unit; NaN when there are none.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>Adds a value; the oldest leaves when the window is full.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The new <see cref="Value"/>.</returns>
    public double Add(double value) => Value = Next(value);

    /// <summary>Adds values in turn.</summary>
    /// <param name="values">The values, oldest first.</param>
    /// <param name="results"><see cref="Value"/> after each; may be the same span as the values.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Add(ReadOnlySpan<double> values, Span<double> results)
    {
        Lengths.ThrowIfDifferent(values.Length, results.Length, nameof(results));
        for (int i = 0; i < values.Length; i++)
            results[i] = Next(values[i]);
        if (!results.IsEmpty)
            Value = results[^1];
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, Span{double})"/>
    public void Add(ReadOnlySpan<float> values, Span<float> results)
    {
        Lengths.ThrowIfDifferent(values.Length, results.Length, nameof(results));
        for (int i = 0; i < values.Length; i++)
            results[i] = (float)(Value = Next(values[i]));
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        _fold.Clear();
        Value = double.NaN;
    }

    private double Next(double value)
    {
        double sum = _fold.Add(value);
        return _fold.Anchor + sum / _fold.Count;
    }
}
