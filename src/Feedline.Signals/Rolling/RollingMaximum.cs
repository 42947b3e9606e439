namespace Feedline.Signals;

/// <summary>Maximum of the last values of a stream. Not thread-safe.</summary>
/// <remarks>
/// A NaN gives NaN while it is held; infinities order as usual.
/// O(1) per value on average (once per window, O(window)), nothing is allocated after construction. Source: van Herk (1992).
/// A float converts exactly to double and back, so only whole runs of floats have a form of their own.
/// </remarks>
public sealed class RollingMaximum
{
    private readonly FoldWindow<MaximumFold, double> _fold;

    /// <summary>Makes an empty window.</summary>
    /// <param name="window">How many of the last values count, at least 1. Takes 16 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is less than 1.</exception>
    public RollingMaximum(int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        Window = window;
        _fold = new FoldWindow<MaximumFold, double>(window);
    }

    /// <summary>How many of the last values count.</summary>
    public int Window { get; }

    /// <summary>How many values are held: fewer than the window until it has filled.</summary>
    public int Count => _fold.Count;

    /// <summary>Maximum of the values held, in their unit; NaN when there are none.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>Adds a value; the oldest leaves when the window is full.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The new <see cref="Value"/>.</returns>
    public double Add(double value) => Value = _fold.Add(value);

    /// <summary>Adds values in turn.</summary>
    /// <param name="values">The values, oldest first.</param>
    /// <param name="results"><see cref="Value"/> after each; may be the same span as the values.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Add(ReadOnlySpan<double> values, Span<double> results)
    {
        Lengths.ThrowIfDifferent(values.Length, results.Length, nameof(results));
        for (int i = 0; i < values.Length; i++)
            results[i] = _fold.Add(values[i]);
        if (!results.IsEmpty)
            Value = results[^1];
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, Span{double})"/>
    public void Add(ReadOnlySpan<float> values, Span<float> results)
    {
        Lengths.ThrowIfDifferent(values.Length, results.Length, nameof(results));
        for (int i = 0; i < values.Length; i++)
            results[i] = (float)(Value = _fold.Add(values[i]));
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        _fold.Clear();
        Value = double.NaN;
    }
}
