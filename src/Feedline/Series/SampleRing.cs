using System.Diagnostics;

namespace Feedline;

/// <summary>
/// The youngest samples of one series. Samples are numbered from 0; a number never changes. One writer at a time;
/// <see cref="TryRead"/> needs no lock beside it.
/// </summary>
/// <remarks>
/// A mutable struct, so that the array lies beside what guards it: never copy it. Time and value of a sample lie side by side:
/// with many series each sample then costs one fetch from memory, not two.
/// </remarks>
internal struct SampleRing
{
    private const int FirstCapacity = 16;

    private readonly int _largest;
    private Cell[] _cells = [];
    private long _end;

    /// <param name="samples">How many samples are kept; rounded up to a power of two.</param>
    public SampleRing(int samples) =>
        _largest = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(samples, FirstCapacity));

    /// <summary>One past the number of the youngest sample.</summary>
    public readonly long End => Volatile.Read(in _end);

    private readonly int Capacity => _cells.Length;

    /// <summary>The number of the oldest sample kept.</summary>
    public readonly long Start => Math.Max(0, End - Capacity);

    public void Append(long time, double value)
    {
        if (_end == Capacity && Capacity < _largest)
            Grow();

        int slot = (int)_end & (Capacity - 1);
        _cells[slot] = new Cell(time, value);

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
        Cell[] cells = Volatile.Read(in _cells);
        count = (int)Math.Min(Math.Min(times.Length, values.Length), end - from);
        if (!IsUntouched(from, end, cells))
            return false;

        Copy(cells, from, times[..count], values[..count]);
        Volatile.ReadBarrier();
        return IsUntouched(from, End, cells);
    }

    /// <summary>While sample n + capacity is being written, End is still n + capacity: n is then no longer to be trusted.</summary>
    private static bool IsUntouched(long number, long end, Cell[] cells) => number > end - cells.Length;

    private static void Copy(Cell[] cells, long from, Span<long> times, Span<double> values)
    {
        if (times.IsEmpty)
            return;

        int slot = (int)from & (cells.Length - 1);
        int head = Math.Min(times.Length, cells.Length - slot);
        Split(cells.AsSpan(slot, head), times, values);
        Split(cells.AsSpan(0, times.Length - head), times[head..], values[head..]);
    }

    private static void Split(ReadOnlySpan<Cell> cells, Span<long> times, Span<double> values)
    {
        times = times[..cells.Length];
        values = values[..cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            times[i] = cells[i].Time;
            values[i] = cells[i].Value;
        }
    }

    /// <summary>The number of the first kept sample later than a time; <see cref="End"/> when there is none.</summary>
    public readonly long FirstAfter(long time)
    {
        long low = Start, high = End;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            if (_cells[(int)middle & (Capacity - 1)].Time > time)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private void Grow()
    {
        // Before the ring is full it has not wrapped: sample i still lies at slot i.
        var cells = new Cell[Math.Max(FirstCapacity, 2 * Capacity)];
        _cells.CopyTo(cells, 0);
        Volatile.Write(ref _cells, cells);
    }

    private readonly struct Cell(long time, double value)
    {
        public readonly long Time = time;
        public readonly double Value = value;
    }
}
