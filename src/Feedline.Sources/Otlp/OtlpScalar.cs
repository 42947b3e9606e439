namespace Feedline.Sources;

/// <summary>OTLP's numbers, which may be written as JSON numbers or as strings.</summary>
/// <remarks>Each reader gives false at a fault in the text only; a value of the wrong type is passed over and is "none".</remarks>
internal static class OtlpScalar
{
    /// <summary>Reads a double; NaN and the infinities are strings.</summary>
    public static bool ReadDouble(ref JsonCursor cursor, out double value, out bool found)
    {
        found = false;
        if (!Take(ref cursor, out ReadOnlySpan<byte> text, out bool quoted))
        {
            value = 0;
            return !cursor.Failed;
        }

        found = JsonNumber.Read(text, out value) == text.Length;
        if (!found && quoted)
        {
            found = true;
            if (text.SequenceEqual("NaN"u8))
            {
                value = double.NaN;
            }
            else if (text.SequenceEqual("Infinity"u8))
            {
                value = double.PositiveInfinity;
            }
            else if (text.SequenceEqual("-Infinity"u8))
            {
                value = double.NegativeInfinity;
            }
            else
            {
                found = false;
            }
        }

        return true;
    }

    /// <summary>Reads an integer of 64 bits.</summary>
    public static bool ReadInteger(ref JsonCursor cursor, out long value, out bool found)
    {
        found = false;
        if (cursor.Peek() == '"')
        {
            // A time, the most frequent value of all: its digits need not be searched for their end.
            ReadOnlySpan<byte> rest = cursor.Rest[1..];
            int length = JsonNumber.Read(rest, out value);
            if (length > 0 && length < rest.Length && rest[length] == '"')
            {
                found = true;
                cursor.Advance(length + 2);
                return true;
            }
        }

        value = 0;
        if (!Take(ref cursor, out ReadOnlySpan<byte> text, out _))
        {
            return !cursor.Failed;
        }

        found = JsonNumber.Read(text, out value) == text.Length;
        return true;
    }

    /// <summary>Reads a boolean; anything else counts as false.</summary>
    public static bool ReadBoolean(ref JsonCursor cursor, out bool value)
    {
        value = cursor.Peek() == 't';
        return cursor.Skip();
    }

    private static bool Take(ref JsonCursor cursor, out ReadOnlySpan<byte> text, out bool quoted)
    {
        byte next = cursor.Peek();
        quoted = next == '"';
        if (quoted)
        {
            return cursor.String(out text, out _);
        }

        if (next == '-' || (uint)(next - '0') <= 9)
        {
            return cursor.Number(out text);
        }

        text = default;
        cursor.Skip();
        return false;
    }
}
