namespace Feedline;

/// <summary>
/// Memory for the windows of one rule. It grows by further chunks, never by moving one: a span that was handed out stays as it
/// is until <see cref="Reset"/>.
/// </summary>
internal sealed class WindowMemory
{
    private const int FirstChunk = 4_096;
    private const int LargestStep = 1 << 20;

    private readonly List<(long[] Times, double[] Values)> _chunks = [];
    private int _chunk;
    private int _used;

    /// <summary>Takes two columns of equal length.</summary>
    public void Take(int count, out Span<long> times, out Span<double> values)
    {
        while (_chunk < _chunks.Count && _chunks[_chunk].Times.Length - _used < count)
        {
            _chunk++;
            _used = 0;
        }

        if (_chunk == _chunks.Count)
        {
            int next = _chunks.Count == 0 ? FirstChunk : Math.Min(_chunks[^1].Times.Length * 2, LargestStep);
            int length = Math.Max(next, count);
            _chunks.Add((new long[length], new double[length]));
        }

        times = _chunks[_chunk].Times.AsSpan(_used, count);
        values = _chunks[_chunk].Values.AsSpan(_used, count);
        _used += count;
    }

    public void Reset() => _chunk = _used = 0;
}
