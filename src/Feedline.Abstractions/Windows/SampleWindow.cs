namespace Feedline;

/// <summary>A copied stretch of one series, oldest sample first. It cannot leave the evaluation it was made in.</summary>
public readonly ref struct SampleWindow
{
    /// <summary>Makes a window over two spans of equal length.</summary>
    /// <param name="unixNanoseconds">Times, not falling.</param>
    /// <param name="values">Values, all finite; increases for counters (see <see cref="SignalKind.Counter"/>).</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public SampleWindow(ReadOnlySpan<long> unixNanoseconds, ReadOnlySpan<double> values)
    {
        if (unixNanoseconds.Length != values.Length)
            throw new ArgumentException("Times and values must be of equal length.", nameof(values));

        UnixNanoseconds = unixNanoseconds;
        Values = values;
    }

    /// <summary>The samples' times, not falling.</summary>
    public ReadOnlySpan<long> UnixNanoseconds { get; }

    /// <summary>The samples' values, all finite.</summary>
    public ReadOnlySpan<double> Values { get; }

    /// <summary>How many samples there are.</summary>
    public int Count => Values.Length;

    /// <summary>True when there are no samples, or fewer than the window asked for.</summary>
    public bool IsEmpty => Values.IsEmpty;
}
