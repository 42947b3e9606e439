using System.Runtime.InteropServices;

namespace Feedline.Signals;

/// <summary>Several buffers of doubles, each on a cache line of its own so that no vector straddles two.</summary>
internal sealed class AlignedDoubles
{
    private const int Line = 8;
    private readonly double[] _memory;
    private readonly int _first;
    private readonly int _pitch;
    private readonly int _length;

    public AlignedDoubles(int buffers, int length)
    {
        _length = length;

        // Three lines apart beyond the length: equal places of two buffers must not fall on the same set of the cache.
        _pitch = (length + Line - 1) / Line * Line + 3 * Line;
        _memory = GC.AllocateArray<double>(checked(buffers * _pitch + Line), pinned: true);
        int odd = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0) / sizeof(double) % Line);
        _first = (Line - odd) % Line;
    }

    public Span<double> this[int buffer] => _memory.AsSpan(_first + buffer * _pitch, _length);
}
