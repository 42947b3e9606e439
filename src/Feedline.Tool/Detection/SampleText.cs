using System.Globalization;

namespace Feedline.Tool.Detection;

/// <summary>Reads times and values as text.</summary>
internal static class SampleText
{
    /// <summary>Reads a time: ISO 8601, UTC where it names no offset, or a number since 1970 whose size tells the unit.</summary>
    public static bool TryTime(ReadOnlySpan<char> text, out long unixNanoseconds)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            double magnitude = Math.Abs(number);
            double nanoseconds = number * (magnitude < 1e11 ? 1e9 : magnitude < 1e14 ? 1e6 : magnitude < 1e17 ? 1e3 : 1);
            unixNanoseconds = (long)nanoseconds;
            return Math.Abs(nanoseconds) < long.MaxValue;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        bool isTime = DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out DateTime time) && time.Year is > 1700 and < 2250;
        unixNanoseconds = isTime ? (time - DateTime.UnixEpoch).Ticks * 100 : 0;
        return isTime;
    }

    /// <summary>Reads a value; NaN where there is none.</summary>
    public static double Value(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
