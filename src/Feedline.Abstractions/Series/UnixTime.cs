namespace Feedline;

/// <summary>Conversions between nanoseconds since 1970 (UTC), as samples carry them, and .NET's time types.</summary>
/// <remarks>.NET counts in steps of 100 ns: a conversion to its types rounds down to one.</remarks>
public static class UnixTime
{
    /// <summary>Nanoseconds in a second.</summary>
    public const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Nanoseconds since 1970 of a point in time.</summary>
    /// <exception cref="OverflowException">The time is outside 1677 to 2262.</exception>
    public static long ToNanoseconds(DateTimeOffset time) =>
        checked((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick);

    /// <summary>Nanoseconds of a length of time.</summary>
    /// <exception cref="OverflowException">The length is over 292 years.</exception>
    public static long ToNanoseconds(TimeSpan length) => checked(length.Ticks * TimeSpan.NanosecondsPerTick);

    /// <summary>Nanoseconds of a length in seconds, rounded to the nearest.</summary>
    public static long FromSeconds(double seconds) => (long)Math.Round(seconds * NanosecondsPerSecond);

    /// <summary>Seconds of a length in nanoseconds.</summary>
    public static double ToSeconds(long nanoseconds) => nanoseconds / (double)NanosecondsPerSecond;

    /// <summary>The point in time, in UTC.</summary>
    public static DateTimeOffset ToDateTimeOffset(long unixNanoseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks((unixNanoseconds >= 0 ? unixNanoseconds : unixNanoseconds - (TimeSpan.NanosecondsPerTick - 1)) / TimeSpan.NanosecondsPerTick);
}
