namespace Feedline.Sources;

/// <summary>Reads times as gateways write them, to the nanosecond.</summary>
/// <remarks>
/// ISO 8601 with a T or a blank between date and time, any number of digits of a second, and an offset or none for UTC. Or a number
/// since 1970, whose size tells the unit: below 10¹¹ seconds, below 10¹⁴ milliseconds, below 10¹⁷ microseconds, else nanoseconds.
/// </remarks>
internal static class UsageTime
{
    // The year 2116, as for recordings; and 1971, so that a small number is not taken for a time.
    private const long Last = 1L << 62;
    private const long First = 365L * 24 * 3600 * UnixTime.NanosecondsPerSecond;

    public static bool TryParse(ReadOnlySpan<byte> text, out long unixNanoseconds)
    {
        text = text.Trim((byte)' ');
        bool valid = text.Length > 4 && text[4] == '-' ? TryDate(text, out unixNanoseconds) : TryNumber(text, out unixNanoseconds);
        return valid && unixNanoseconds is >= First and <= Last;
    }

    private static bool TryDate(ReadOnlySpan<byte> text, out long unixNanoseconds)
    {
        unixNanoseconds = 0;
        if (text.Length < 16 || text[7] != '-' || !(text[10] is (byte)'T' or (byte)'t' or (byte)' ') || text[13] != ':'
            || !TryDigits(text[..4], out int year) || !TryDigits(text.Slice(5, 2), out int month) || !TryDigits(text.Slice(8, 2), out int day)
            || !TryDigits(text.Slice(11, 2), out int hour) || !TryDigits(text.Slice(14, 2), out int minute)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = text[16..];
        int second = 0;
        long fraction = 0;
        if (rest.Length >= 3 && rest[0] == ':')
        {
            if (!TryDigits(rest.Slice(1, 2), out second) || second > 60)
            {
                return false;
            }

            rest = rest[3..];
            if (rest.Length > 1 && rest[0] is (byte)'.' or (byte)',')
            {
                rest = rest[(1 + Fraction(rest[1..], UnixTime.NanosecondsPerSecond, out fraction))..];
            }
        }

        if (!TryOffset(rest, out int offsetMinutes) || year is < 1970 or > 2200)
        {
            return false;
        }

        long days = new DateOnly(year, month, day).DayNumber - new DateOnly(1970, 1, 1).DayNumber;
        unixNanoseconds = ((((((days * 24) + hour) * 60) + minute - offsetMinutes) * 60) + second) * UnixTime.NanosecondsPerSecond + fraction;
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        text = text.TrimStart((byte)' ');
        if (text.IsEmpty || text.SequenceEqual("Z"u8) || text.SequenceEqual("z"u8) || text.SequenceEqual("UTC"u8))
        {
            return true;
        }

        int hours;
        bool valid = text.Length switch
        {
            3 => TryDigits(text[1..], out hours),
            5 => TryDigits(text.Slice(1, 2), out hours) & TryDigits(text[3..], out minutes),
            6 when text[3] == ':' => TryDigits(text.Slice(1, 2), out hours) & TryDigits(text[4..], out minutes),
            _ => TryDigits([], out hours),
        };
        if (!valid || !(text[0] is (byte)'+' or (byte)'-') || hours > 14 || minutes > 59)
        {
            return false;
        }

        minutes = ((hours * 60) + minutes) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out long unixNanoseconds)
    {
        unixNanoseconds = 0;
        int digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? text.Length : digits;
        long whole = 0;
        if (digits is 0 or > 19)
        {
            return false;
        }

        foreach (byte digit in text[..digits])
        {
            long next = unchecked((whole * 10) + (digit - '0'));
            if (next < whole)
            {
                return false;
            }

            whole = next;
        }

        long unit = whole switch
        {
            < 100_000_000_000 => UnixTime.NanosecondsPerSecond,
            < 100_000_000_000_000 => 1_000_000,
            < 100_000_000_000_000_000 => 1_000,
            _ => 1,
        };
        long fraction = 0;
        ReadOnlySpan<byte> rest = text[digits..];
        if (rest.Length > 1 && rest[0] == '.')
        {
            rest = rest[(1 + Fraction(rest[1..], unit, out fraction))..];
        }

        if (!rest.IsEmpty || whole > Last / unit)
        {
            return false;
        }

        unixNanoseconds = (whole * unit) + fraction;
        return true;
    }

    // A share of a unit from the digits behind the point; what is below a nanosecond is cut off.
    private static int Fraction(ReadOnlySpan<byte> text, long unit, out long nanoseconds)
    {
        nanoseconds = 0;
        int length = 0;
        while (length < text.Length && text[length] is >= (byte)'0' and <= (byte)'9')
        {
            unit /= 10;
            nanoseconds += (text[length++] - '0') * unit;
        }

        return length;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return !text.IsEmpty;
    }
}
