using System.Globalization;

namespace Feedline.Tool.Json;

/// <summary>Points in time as the contract writes them: ISO 8601, UTC, always nine decimals.</summary>
/// <remarks>.NET's own formats end at 100 ns; samples carry nanoseconds.</remarks>
internal static class JsonTime
{
    public static string Of(long unixNanoseconds)
    {
        long nanoseconds = unixNanoseconds % UnixTime.NanosecondsPerSecond;
        if (nanoseconds < 0)
            nanoseconds += UnixTime.NanosecondsPerSecond;
        DateTimeOffset second = UnixTime.ToDateTimeOffset(unixNanoseconds - nanoseconds);
        return string.Create(CultureInfo.InvariantCulture, $"{second:yyyy-MM-ddTHH:mm:ss}.{nanoseconds:D9}Z");
    }
}
