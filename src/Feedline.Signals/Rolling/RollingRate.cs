namespace Feedline.Signals;

/// <summary>Rate of change across the last samples of a stream. Not thread-safe.</summary>
/// <remarks>
/// (newest value - oldest value) / (newest time - oldest time) over the samples held: what a counter rose by, per unit of
/// time. NaN for fewer than two samples, when no time has passed or it ran backwards, and when either end is NaN. O(1) per
/// sample, nothing is allocated after construction. A float converts exactly to double, so only whole runs of float values
/// have a form of their own; times stay double, since a float cannot tell one second of a long run from the next.
/// </remarks>
public sealed class RollingRate
{
    private readonly double[] _times;
    private readonly double[] _values;
    private int _next;

    /// <summary>Makes an empty window.</summary>
    /// <param name="window">How many of the last samples count, at least 2. Takes 16 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is less than 2.</exception>
    public RollingRate(int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        _times = new double[window];
        _values = new double[window];
    }

    /// <summary>How many of the last samples count.</summary>
    public int Window => _times.Length;

    /// <summary>How many samples are held: fewer than the window until it has filled.</summary>
    public int Count { get; private set; }

    /// <summary>The rate, in the values' unit per unit of time.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>Adds a sample; the oldest leaves when the window is full.</summary>
    /// <param name="time">Its time, in any unit from any origin.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The new <see cref="Value"/>.</returns>
    public double Add(double time, double value)
    {
        _times[_next] = time;
        _values[_next] = value;
        _next = _next + 1 == _times.Length ? 0 : _next + 1;
        Count = Math.Min(Count + 1, _times.Length);

        int oldest = Count < _times.Length ? 0 : _next;
        double elapsed = time - _times[oldest];
        return Value = elapsed > 0 ? (value - _values[oldest]) / elapsed : double.NaN;
    }

    /// <summary>Adds samples in turn.</summary>
    /// <param name="times">Their times.</param>
    /// <param name="values">Their values, oldest first.</param>
    /// <param name="results"><see cref="Value"/> after each.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Add(ReadOnlySpan<double> times, ReadOnlySpan<double> values, Span<double> results)
    {
        Lengths.ThrowIfDifferent(times.Length, values.Length, nameof(values));
        Lengths.ThrowIfDifferent(times.Length, results.Length, nameof(results));
        for (int i = 0; i < values.Length; i++)
            results[i] = Add(times[i], values[i]);
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"/>
    public void Add(ReadOnlySpan<double> times, ReadOnlySpan<float> values, Span<float> results)
    {
        Lengths.ThrowIfDifferent(times.Length, values.Length, nameof(values));
        Lengths.ThrowIfDifferent(times.Length, results.Length, nameof(results));
        for (int i = 0; i < values.Length; i++)
            results[i] = (float)Add(times[i], values[i]);
    }

    /// <summary>Forgets all samples.</summary>
    public void Clear()
    {
        _next = 0;
        Count = 0;
        Value = double.NaN;
    }
}
