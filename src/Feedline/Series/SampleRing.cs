using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Feedline;

/// <summary>
/// The youngest samples of one series in two columns. Samples are numbered from 0; a number never changes. One writer at a
/// time; <see cref="TryRead"/> needs no lock beside it.
/// </summary>
/// <remarks>
/// A mutable struct, so that the columns lie beside what guards them: never copy it. Both columns are halves of one array, so
/// that a reader without the lock cannot see one grown and the other not.
/// </remarks>
internal struct SampleRing
{
    private const int FirstCapacity = 16;

    private readonly int _largest;
    private long[] _cells = [];
    private long _end;

    /// <param name="samples">How many samples are kept; rounded up to a power of two.</param>
    public SampleRing(int samples) =>
        _largest = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(samples, FirstCapacity));

    /// <summary>One past the number of the youngest sample.</summary>
    public readonly long End => Volatile.Read(in _end);

    private readonly int Capacity => _cells.Length / 2;

    /// <summary>The number of the oldest sample kept.</summary>
    public readonly long Start => Math.Max(0, End - Capacity);

    public void Append(long time, double value)
    {
        if (_end == Capacity && Capacity < _largest)
            Grow();

        int slot = (int)_end & (Capacity - 1);
        _cells[slot] = time;
        _cells[Capacity + slot] = BitConverter.DoubleToInt64Bits(value);

        // Only then may a reader see it.
        Volatile.Write(ref _end, _end + 1);
    }

    /// <summary>Copies samples, oldest first, from a number that is kept on.</summary>
    public readonly void CopyTo(long from, Span<long> times, Span<double> values)
    {
        Debug.Assert(from >= Start && from + times.Length <= End && times.Length == values.Length);
        Copy(_cells, from, times, values);
    }

    /// <summary>
    /// Copies samples, oldest first, from a number on, beside a writer. Fails when the writer has come round to them.
    /// </summary>
    /// <param name="from">The number of the first; less than <see cref="End"/>.</param>
    /// <param name="times">Where the times go.</param>
    /// <param name="values">Where the values go.</param>
    /// <param name="count">How many were copied.</param>
    public readonly bool TryRead(long from, Span<long> times, Span<double> values, out int count)
    {
        long end = End;
        long[] cells = Volatile.Read(in _cells);
        count = (int)Math.Min(Math.Min(times.Length, values.Length), end - from);
        if (!IsUntouched(from, end, cells))
            return false;

        Copy(cells, from, times[..count], values[..count]);
        Volatile.ReadBarrier();
        return IsUntouched(from, End, cells);
    }

    /// <summary>While sample n + capacity is being written, End is still n + capacity: n is then no longer to be trusted.</summary>
    private static bool IsUntouched(long number, long end, long[] cells) => number > end - (cells.Length / 2);

    private static void Copy(long[] cells, long from, Span<long> times, Span<double> values)
    {
        if (times.IsEmpty)
            return;

        int capacity = cells.Length / 2;
        int slot = (int)from & (capacity - 1);
        int head = Math.Min(times.Length, capacity - slot);
        ReadOnlySpan<double> column = MemoryMarshal.Cast<long, double>(cells.AsSpan(capacity));
        cells.AsSpan(slot, head).CopyTo(times);
        column.Slice(slot, head).CopyTo(values);
        if (head == times.Length)
            return;

        cells.AsSpan(0, times.Length - head).CopyTo(times[head..]);
        column[..(times.Length - head)].CopyTo(values[head..]);
    }

    /// <summary>The number of the first kept sample later than a time; <see cref="End"/> when there is none.</summary>
    public readonly long FirstAfter(long time)
    {
        long low = Start, high = End;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            if (_cells[(int)middle & (Capacity - 1)] > time)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private void Grow()
    {
        // Before the ring is full it has not wrapped: sample i still lies at slot i.
        int before = Capacity;
        int capacity = Math.Max(FirstCapacity, before * 2);
        var cells = new long[2 * capacity];
        _cells.AsSpan(0, before).CopyTo(cells);
        _cells.AsSpan(before).CopyTo(cells.AsSpan(capacity));
        Volatile.Write(ref _cells, cells);
    }
}
