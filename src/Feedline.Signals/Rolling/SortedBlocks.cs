using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Feedline.Signals;

/// <summary>A sorted set of a bounded number of values, kept in blocks so short that shifting one costs a few vector stores.</summary>
/// <remarks>
/// Blocks follow each other in order; a full one is split, two neighbours that hold half a block together are joined. So there
/// are at most 4 n / capacity + 1 of them. A cursor remembers the block asked for last, since the rank that is asked
/// for hardly moves from one window to the next.
/// </remarks>
internal sealed class SortedBlocks
{
    // Lengths are whole vectors of the widest kind.
    private const int Pad = 8;

    private readonly int _capacity;
    private readonly double[] _storage;
    private readonly double[] _firsts;
    private readonly int[] _offsets;
    private readonly int[] _counts;
    private int _blocks;
    private int _cursor;
    private int _beforeCursor;

    public SortedBlocks(int maximum)
        : this(maximum, BlockCapacity(maximum))
    {
    }

    /// <summary>Room for a number of values in blocks of a multiple of 8.</summary>
    public SortedBlocks(int maximum, int capacity)
    {
        _capacity = capacity;
        int blocks = _capacity >= maximum ? 1 : 4 * (maximum / _capacity) + 8;
        _storage = new double[blocks * _capacity];
        _firsts = new double[(blocks + Pad - 1) / Pad * Pad];
        _offsets = new int[blocks];
        _counts = new int[blocks];
        Clear();
    }

    public void Clear()
    {
        Array.Fill(_storage, double.PositiveInfinity);
        Array.Fill(_firsts, double.PositiveInfinity);
        Array.Clear(_counts);
        for (int i = 0; i < _offsets.Length; i++)
            _offsets[i] = i * _capacity;
        _blocks = 1;
        ResetCursor();
    }

    /// <summary>Adds a value, not NaN.</summary>
    public void Insert(double value)
    {
        int block = Locate(value);
        if (_counts[block] == _capacity)
        {
            Split(block);
            block = Locate(value);
        }

        ref double run = ref Run(block);
        int place = SortedBlock.CountLess(ref run, _capacity, value);
        SortedBlock.Insert(ref run, _capacity, place, value);
        _counts[block]++;
        _firsts[block] = run;
        _beforeCursor += block < _cursor ? 1 : 0;
    }

    /// <summary>Takes out one of the values equal to the given one, which must be there.</summary>
    public void Remove(double value)
    {
        int block = Locate(value);
        ref double run = ref Run(block);
        int place = SortedBlock.CountLess(ref run, _capacity, value);
        SortedBlock.Remove(ref run, _capacity, place);
        int left = --_counts[block];
        _firsts[block] = run;
        _beforeCursor -= block < _cursor ? 1 : 0;

        // An empty block would break the order of the firsts.
        int joinable = left == 0 ? _capacity : _capacity / 2 - left;
        if (block > 0 && _counts[block - 1] <= joinable)
            Join(block - 1);
        else if (block + 1 < _blocks && _counts[block + 1] <= joinable)
            Join(block);
    }

    /// <summary>The value of a rank from 0, and the one after it (unspecified for the last).</summary>
    public double At(int rank, out double next)
    {
        while (rank < _beforeCursor)
            _beforeCursor -= _counts[--_cursor];
        while (rank >= _beforeCursor + _counts[_cursor])
            _beforeCursor += _counts[_cursor++];

        int place = rank - _beforeCursor;
        ref double run = ref Run(_cursor);
        bool isNextInside = place + 1 < _counts[_cursor] || _cursor + 1 == _blocks;
        next = isNextInside ? Unsafe.Add(ref run, place + 1) : _firsts[_cursor + 1];
        return Unsafe.Add(ref run, place);
    }

    // Longer blocks cost more to shift, more blocks more to search.
    private static int BlockCapacity(int maximum) => maximum switch
    {
        <= 64 => (maximum + Pad - 1) / Pad * Pad,
        <= 512 => 32,
        <= 4096 => 64,
        <= 16_384 => 128,
        <= 65_536 => 256,
        _ => 512,
    };

    private ref double Run(int block) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_storage), _offsets[block]);

    /// <summary>The last block that starts at or below the value: it holds the value if any does.</summary>
    private int Locate(double value)
    {
        if (_blocks == 1)
            return 0;

        // Padding is +∞ too, and cannot be told from it by counting.
        if (double.IsPositiveInfinity(value))
            return _blocks - 1;

        int padded = (_blocks + Pad - 1) / Pad * Pad;
        ref double firsts = ref MemoryMarshal.GetArrayDataReference(_firsts);

        // Not "above" is "at or below": count what is less than the next larger value.
        int atOrBelow = SortedBlock.CountLess(ref firsts, padded, double.BitIncrement(value));
        return Math.Clamp(atOrBelow - 1, 0, _blocks - 1);
    }

    private void Split(int block)
    {
        int added = block + 1;
        int free = _offsets[_blocks];
        Array.Copy(_offsets, added, _offsets, added + 1, _blocks - added);
        Array.Copy(_counts, added, _counts, added + 1, _blocks - added);
        Array.Copy(_firsts, added, _firsts, added + 1, _blocks - added);
        _blocks++;

        int half = _capacity / 2;
        _offsets[added] = free;
        Span<double> old = _storage.AsSpan(_offsets[block], _capacity);
        Span<double> upper = _storage.AsSpan(free, _capacity);
        upper[(_capacity - half)..].Fill(double.PositiveInfinity);
        old[half..].CopyTo(upper);
        old[half..].Fill(double.PositiveInfinity);
        _counts[block] = half;
        _counts[added] = _capacity - half;
        _firsts[added] = upper[0];
        ResetCursor();
    }

    /// <summary>Moves the values of the following block into this one and frees it.</summary>
    private void Join(int block)
    {
        int freed = block + 1;
        int offset = _offsets[freed];
        Span<double> moving = _storage.AsSpan(offset, _counts[freed]);
        moving.CopyTo(_storage.AsSpan(_offsets[block] + _counts[block]));
        _counts[block] += moving.Length;
        _firsts[block] = _storage[_offsets[block]];
        moving.Fill(double.PositiveInfinity);

        _blocks--;
        Array.Copy(_offsets, freed + 1, _offsets, freed, _blocks - freed);
        Array.Copy(_counts, freed + 1, _counts, freed, _blocks - freed);
        Array.Copy(_firsts, freed + 1, _firsts, freed, _blocks - freed);
        _offsets[_blocks] = offset;
        _counts[_blocks] = 0;
        _firsts[_blocks] = double.PositiveInfinity;
        ResetCursor();
    }

    private void ResetCursor()
    {
        _cursor = 0;
        _beforeCursor = 0;
    }
}
