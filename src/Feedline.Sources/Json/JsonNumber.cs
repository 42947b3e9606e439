using System.Buffers.Binary;
using System.Globalization;

namespace Feedline.Sources;

/// <summary>Reads numbers by JSON's grammar; doubles are rounded correctly.</summary>
internal static class JsonNumber
{
    // More digits than this do not fit an unsigned 64-bit number.
    private const int MaxMantissaDigits = 19;

    /// <summary>The length of the number at the start of a text; 0 when there is none.</summary>
    public static int TokenLength(ReadOnlySpan<byte> text) => Scan(text, out _);

    /// <summary>Reads the number at the start of a text.</summary>
    /// <returns>Its length; 0 when there is none.</returns>
    public static int Read(ReadOnlySpan<byte> text, out double value)
    {
        int length = Scan(text, out Decimal parts);
        value = length == 0 ? 0
            : parts.IsExact && DecimalRounding.TryRound(parts.Mantissa, parts.Exponent, out double magnitude)
                ? parts.IsNegative ? -magnitude : magnitude
                : double.Parse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture);
        return length;
    }

    /// <summary>Reads the number at the start of a text as an integer, when it is one in 64 bits.</summary>
    /// <returns>Its length; 0 when there is none, or none that fits.</returns>
    public static int Read(ReadOnlySpan<byte> text, out long value)
    {
        int length = Scan(text, out Decimal parts);
        value = 0;
        if (length == 0)
        {
            return 0;
        }

        if (parts is { IsExact: true, Exponent: 0 } && parts.Mantissa <= long.MaxValue)
        {
            value = parts.IsNegative ? -(long)parts.Mantissa : (long)parts.Mantissa;
            return length;
        }

        // Rare: 1e3, 12.0, or the least number of all.
        if (decimal.TryParse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact)
            && exact is >= long.MinValue and <= long.MaxValue && decimal.IsInteger(exact))
        {
            value = (long)exact;
            return length;
        }

        return 0;
    }

    private static int Scan(ReadOnlySpan<byte> text, out Decimal parts)
    {
        parts = default;
        int position = 0;
        if (text is [(byte)'-', ..])
        {
            parts.IsNegative = true;
            position = 1;
        }

        int digits = Digits(text[position..], ref parts.Mantissa);
        if (digits == 0 || (digits > 1 && text[position] == '0'))
        {
            return 0;
        }

        position += digits;
        int fraction = 0;
        if (position < text.Length && text[position] == '.')
        {
            fraction = Digits(text[(position + 1)..], ref parts.Mantissa);
            if (fraction == 0)
            {
                return 0;
            }

            position += fraction + 1;
        }

        parts.IsExact = digits + fraction <= MaxMantissaDigits || HasFewDigits(text[..position]);
        parts.Exponent = -fraction;
        return position < text.Length && (text[position] | 0x20) == 'e' ? ScanExponent(text, position, ref parts) : position;
    }

    private static int ScanExponent(ReadOnlySpan<byte> text, int position, ref Decimal parts)
    {
        position++;
        bool negative = false;
        if (position < text.Length && text[position] is (byte)'+' or (byte)'-')
        {
            negative = text[position] == '-';
            position++;
        }

        ulong exponent = 0;
        int digits = Digits(text[position..], ref exponent);
        if (digits == 0)
        {
            return 0;
        }

        if (digits > 4)
        {
            parts.IsExact = false;
        }

        parts.Exponent += negative ? -(int)(exponent % 10_000) : (int)(exponent % 10_000);
        return position + digits;
    }

    // Leading zeros, as in 0.000123, count for nothing.
    private static bool HasFewDigits(ReadOnlySpan<byte> text)
    {
        int first = text.IndexOfAnyInRange((byte)'1', (byte)'9');
        return first < 0 || text.Length - first - (text[first..].Contains((byte)'.') ? 1 : 0) <= MaxMantissaDigits;
    }

    // Wraps around beyond 19 digits; the callers look at how many there were.
    private static int Digits(ReadOnlySpan<byte> text, ref ulong value)
    {
        int count = 0;
        ulong result = value;
        while (text.Length - count >= 8 && TryEightDigits(BinaryPrimitives.ReadUInt64LittleEndian(text[count..]), out ulong eight))
        {
            result = (result * 100_000_000) + eight;
            count += 8;
        }

        while ((uint)count < (uint)text.Length)
        {
            uint digit = (uint)(text[count] - '0');
            if (digit > 9)
            {
                break;
            }

            result = (result * 10) + digit;
            count++;
        }

        value = result;
        return count;
    }

    // Eight ASCII digits at once: neighbours are joined to pairs, pairs to fours, fours to eight.
    private static bool TryEightDigits(ulong text, out ulong value)
    {
        ulong digits = text - 0x3030303030303030;
        // A byte is a digit when both it and it plus 6 lie in 0x30 to 0x3F.
        if (((text + 0x0606060606060606) & text & 0xF0F0F0F0F0F0F0F0) != 0x3030303030303030)
        {
            value = 0;
            return false;
        }

        ulong pairs = ((digits * 10) + (digits >> 8)) & 0x00FF00FF00FF00FF;
        ulong fours = ((pairs * 100) + (pairs >> 16)) & 0x0000FFFF0000FFFF;
        value = ((fours * 10_000) + (fours >> 32)) & 0xFFFFFFFF;
        return true;
    }

    private struct Decimal
    {
        public ulong Mantissa;
        public int Exponent;
        public bool IsNegative;

        /// <summary>False when the mantissa does not hold all digits.</summary>
        public bool IsExact;
    }
}
