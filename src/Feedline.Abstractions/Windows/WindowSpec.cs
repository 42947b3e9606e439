namespace Feedline;

/// <summary>Which samples of a series a window holds.</summary>
public readonly record struct WindowSpec
{
    private WindowSpec(long fromUnixNanoseconds, long lengthNanoseconds, int samples, int minimumSamples)
    {
        FromUnixNanoseconds = fromUnixNanoseconds;
        LengthNanoseconds = lengthNanoseconds;
        Samples = samples;
        MinimumSamples = minimumSamples;
    }

    /// <summary>Only samples later than this; <see cref="long.MinValue"/> when not asked for.</summary>
    public long FromUnixNanoseconds { get; }

    /// <summary>Only samples younger than this, seen from the evaluation's time; 0 when not asked for.</summary>
    public long LengthNanoseconds { get; }

    /// <summary>At most so many of the youngest samples; 0 for all that are kept.</summary>
    public int Samples { get; }

    /// <summary>With fewer samples than this the window is empty.</summary>
    public int MinimumSamples { get; }

    /// <summary>The samples of the last stretch of time.</summary>
    /// <param name="length">How far back; more than zero.</param>
    /// <param name="minimumSamples">With fewer, the window is empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public static WindowSpec Last(TimeSpan length, int minimumSamples = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumSamples, 1);
        return new WindowSpec(long.MinValue, UnixTime.ToNanoseconds(length), 0, minimumSamples);
    }

    /// <summary>The youngest samples, however old.</summary>
    /// <param name="count">How many at most; at least 1.</param>
    /// <param name="minimumSamples">With fewer, the window is empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public static WindowSpec LastSamples(int count, int minimumSamples = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumSamples, 1);
        return new WindowSpec(long.MinValue, 0, count, minimumSamples);
    }

    /// <summary>The samples later than a point in time: what is new since a rule looked last.</summary>
    /// <param name="unixNanoseconds">The point in time; a sample at exactly this time is not in the window.</param>
    public static WindowSpec After(long unixNanoseconds) => new(unixNanoseconds, 0, 0, 1);
}
