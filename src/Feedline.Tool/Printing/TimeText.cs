using System.Globalization;

namespace Feedline.Tool.Printing;

/// <summary>Times and lengths of time for a person.</summary>
internal static class TimeText
{
    /// <summary>Date and time, to the millisecond.</summary>
    public static string Full(long unixNanoseconds) =>
        UnixTime.ToDateTimeOffset(unixNanoseconds).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>From one time to another, in UTC; a date that does not change is said once.</summary>
    public static string Span(long from, long to) => $"{Full(from)} – {Short(to, from)} UTC";

    /// <summary>From one time to another, in UTC; without the date when it is that of a time said before.</summary>
    public static string Span(long from, long to, long before) => $"{Short(from, before)} – {Short(to, from)} UTC";

    /// <summary>A time as its distance from another: <c>+63.8 s</c>.</summary>
    public static string Offset(long unixNanoseconds, long start) =>
        unixNanoseconds < start ? $"−{Length(start - unixNanoseconds)}" : $"+{Length(unixNanoseconds - start)}";

    /// <summary>A length: seconds up to ten minutes, as they are compared with steps; above that, hours and minutes.</summary>
    public static string Length(long nanoseconds)
    {
        double seconds = UnixTime.ToSeconds(nanoseconds);
        if (seconds < 600)
            return string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");

        long whole = (long)Math.Round(seconds);
        string minutes = string.Create(CultureInfo.InvariantCulture, $"{whole / 60 % 60} min {whole % 60} s");
        return whole < 3600 ? minutes : string.Create(CultureInfo.InvariantCulture, $"{whole / 3600:N0} h {minutes}");
    }

    private static string Short(long unixNanoseconds, long before)
    {
        string full = Full(unixNanoseconds);
        string date = full[..10];
        return Full(before).StartsWith(date, StringComparison.Ordinal) ? full[11..] : full;
    }
}
