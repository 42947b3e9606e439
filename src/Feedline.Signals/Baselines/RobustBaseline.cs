namespace Feedline.Signals;

/// <summary>What is normal for a stream: median and robust spread of its last values. Not thread-safe.</summary>
/// <remarks>
/// Adding costs O(1). Median and spread are computed when first asked for after a change, in O(capacity). Nothing is
/// allocated after construction.
/// </remarks>
public sealed class RobustBaseline
{
    private readonly double[] _ring;
    private readonly double[] _scratch;
    private int _next;
    private bool _isStale;
    private double _median = double.NaN;
    private double _spread = double.NaN;

    /// <summary>Makes an empty baseline.</summary>
    /// <param name="capacity">How many of the last values count, at least 1. Takes 16 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is less than 1.</exception>
    public RobustBaseline(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _ring = new double[capacity];
        _scratch = new double[capacity];
    }

    /// <summary>How many values are held, at most the capacity.</summary>
    public int Count { get; private set; }

    /// <summary>How many values are held at most.</summary>
    public int Capacity => _ring.Length;

    /// <summary>Median of the values held, in their unit; NaN when there are none.</summary>
    public double Median
    {
        get
        {
            Refresh();
            return _median;
        }
    }

    /// <summary>
    /// <see cref="MedianAbsoluteDeviation.NormalScale"/> × MAD of the values held, in their unit; NaN when there are none.
    /// It is 0 when more than half of them are equal: a caller who divides by it gives it a floor.
    /// </summary>
    public double Spread
    {
        get
        {
            Refresh();
            return _spread;
        }
    }

    /// <summary>Adds a value; the oldest leaves when the baseline is full.</summary>
    /// <param name="value">The value. NaN means missing and is passed over; infinities count.</param>
    public void Add(double value)
    {
        if (double.IsNaN(value))
            return;

        _ring[_next] = value;
        _next = _next + 1 == _ring.Length ? 0 : _next + 1;
        Count = Math.Min(Count + 1, _ring.Length);
        _isStale = true;
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        _next = 0;
        Count = 0;
        _isStale = false;
        _median = double.NaN;
        _spread = double.NaN;
    }

    private void Refresh()
    {
        if (!_isStale)
            return;

        Span<double> values = _scratch.AsSpan(0, Count);
        _ring.AsSpan(0, Count).CopyTo(values);
        _spread = MedianAbsoluteDeviation.NormalScale * MedianAbsoluteDeviation.InPlace(values, out _median);
        _isStale = false;
    }
}
