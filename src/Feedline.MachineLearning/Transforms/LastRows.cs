namespace Feedline.MachineLearning;

/// <summary>The last values of each slot of one group of rows.</summary>
internal sealed class LastRows(int slots, int length)
{
    private readonly double[] _values = new double[slots * length];
    private int _next;
    private int _count;

    public bool IsFull => _count == length;

    public void Add(ReadOnlySpan<double> row)
    {
        for (int slot = 0; slot < slots; slot++)
            _values[(slot * length) + _next] = row[slot];

        _next = _next + 1 == length ? 0 : _next + 1;
        _count = Math.Min(_count + 1, length);
    }

    /// <summary>The values of a slot, oldest first; only when full.</summary>
    public void CopyTo(int slot, Span<double> window)
    {
        ReadOnlySpan<double> values = _values.AsSpan(slot * length, length);
        values[_next..].CopyTo(window);
        values[.._next].CopyTo(window[(length - _next)..]);
    }
}
