namespace Feedline.Sources;

/// <summary>A sample that has been read but not yet written: 40 bytes.</summary>
internal struct PendingSample
{
    public long Time;

    /// <summary>The value; by <see cref="Mode"/> an increase, or the sum of a distribution.</summary>
    public double Value;

    /// <summary>How many values the sum is of.</summary>
    public double Count;

    public SeriesHandle Series;

    /// <summary>The next sample of the same run, or -1.</summary>
    public int Next;

    public SampleMode Mode;
}
