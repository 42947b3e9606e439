using System.Diagnostics;

namespace Feedline;

/// <summary>
/// The youngest samples of one series in two columns. Samples are numbered from 0; a number never changes. Not synchronised.
/// </summary>
/// <remarks>A mutable struct, so that the columns lie beside what guards them: never copy it.</remarks>
internal struct SampleRing
{
    private const int FirstCapacity = 16;

    private readonly int _largest;
    private long[] _times = [];
    private double[] _values = [];

    /// <param name="samples">How many samples are kept; rounded up to a power of two.</param>
    public SampleRing(int samples) =>
        _largest = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(samples, FirstCapacity));

    /// <summary>One past the number of the youngest sample.</summary>
    public long End { get; private set; }

    /// <summary>The number of the oldest sample kept.</summary>
    public readonly long Start => Math.Max(0, End - _times.Length);

    public void Append(long time, double value)
    {
        if (End == _times.Length && _times.Length < _largest)
            Grow();

        int slot = (int)End & (_times.Length - 1);
        _times[slot] = time;
        _values[slot] = value;
        End++;
    }

    /// <summary>Copies samples, oldest first, from a number that is kept on.</summary>
    public readonly void CopyTo(long from, Span<long> times, Span<double> values)
    {
        Debug.Assert(from >= Start && from + times.Length <= End && times.Length == values.Length);
        if (times.IsEmpty)
            return;

        int slot = (int)from & (_times.Length - 1);
        int head = Math.Min(times.Length, _times.Length - slot);
        _times.AsSpan(slot, head).CopyTo(times);
        _values.AsSpan(slot, head).CopyTo(values);
        _times.AsSpan(0, times.Length - head).CopyTo(times[head..]);
        _values.AsSpan(0, times.Length - head).CopyTo(values[head..]);
    }

    /// <summary>The number of the first kept sample later than a time; <see cref="End"/> when there is none.</summary>
    public readonly long FirstAfter(long time)
    {
        long low = Start, high = End;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            if (_times[(int)middle & (_times.Length - 1)] > time)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private void Grow()
    {
        // Before the ring is full it has not wrapped: sample i still lies at slot i.
        int capacity = Math.Max(FirstCapacity, _times.Length * 2);
        Array.Resize(ref _values, capacity);
        Array.Resize(ref _times, capacity);
    }
}
