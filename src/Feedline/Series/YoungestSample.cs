namespace Feedline;

/// <summary>How many samples a series ever held, and the youngest of them. One writer at a time; readers need no lock beside it.</summary>
/// <remarks>
/// A mutable struct: never copy it. Those of all series lie side by side, in the order in which series came: whoever asks many
/// series whether anything is new then reads memory in order, and mostly needs no more than this.
/// </remarks>
internal struct YoungestSample
{
    private long _begun;
    private long _time;
    private double _value;
    private long _end;

    /// <summary>One past the number of the youngest sample.</summary>
    public readonly long End => Volatile.Read(in _end);

    /// <summary>When it was taken; of no meaning while <see cref="End"/> is 0.</summary>
    public readonly long Time => Volatile.Read(in _time);

    public void Set(long end, long time, double value)
    {
        // Whoever sees any of the new sample also sees that it was begun.
        _begun = end;
        Volatile.WriteBarrier();
        _time = time;
        _value = value;
        Volatile.Write(ref _end, end);
    }

    /// <summary>Reads the sample before an end that was seen. Fails when a younger one is being written over it.</summary>
    public readonly bool TryRead(long end, out long time, out double value)
    {
        time = _time;
        value = _value;
        Volatile.ReadBarrier();
        return _begun == end;
    }
}
