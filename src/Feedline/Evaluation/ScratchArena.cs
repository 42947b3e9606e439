namespace Feedline;

/// <summary>Memory that rules borrow for one run. It grows to what the greediest rule needs and then stays.</summary>
internal sealed class ScratchArena
{
    private const int SmallestBlock = 1_024;

    private double[] _block = [];
    private int _used;
    private long _asked;

    /// <summary>Gives zeroed memory that is nobody else's until the next <see cref="Reset"/>.</summary>
    public Span<double> Take(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _asked += length;
        if (length > _block.Length - _used)
        {
            // The old block stays with the spans already handed out; the new one serves from now on.
            _block = new double[Math.Max(length, Math.Max(SmallestBlock, (int)Math.Min(2L * _block.Length, Array.MaxLength)))];
            _used = 0;
        }

        Span<double> taken = _block.AsSpan(_used, length);
        taken.Clear();
        _used += length;
        return taken;
    }

    /// <summary>Takes all memory back.</summary>
    public void Reset()
    {
        // Several blocks were needed: one that holds all of it, so that the next run needs no other.
        if (_asked > _block.Length)
            _block = new double[(int)Math.Min(_asked, Array.MaxLength)];

        _used = 0;
        _asked = 0;
    }
}
