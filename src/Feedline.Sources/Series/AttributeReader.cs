using System.Globalization;
using System.Text;

namespace Feedline.Sources;

/// <summary>Makes dimensions of a list of OTLP attributes. Runs once per series, so it may allocate.</summary>
internal static class AttributeReader
{
    /// <summary>Adds the attributes to a list; of a key that comes twice the last one counts.</summary>
    /// <param name="json">A valid JSON list, or nothing.</param>
    /// <param name="dimensions">What is added to.</param>
    /// <param name="foreign">Gives keys of another exporter the names they have here, or null.</param>
    public static void Read(ReadOnlySpan<byte> json, List<Dimension> dimensions, ForeignSignal? foreign = null)
    {
        var cursor = new JsonCursor(json);
        if (!cursor.TryOpen((byte)'['))
        {
            return;
        }

        bool first = true;
        while (cursor.NextItem(ref first))
        {
            if (cursor.TryOpen((byte)'{'))
            {
                ReadOne(ref cursor, dimensions, foreign);
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    /// <summary>Puts a dimension in the place of the one with its key, or at the end.</summary>
    public static void Set(List<Dimension> dimensions, Dimension dimension)
    {
        int index = dimensions.FindIndex(other => string.Equals(other.Key, dimension.Key, StringComparison.Ordinal));
        if (index < 0)
        {
            dimensions.Add(dimension);
        }
        else
        {
            dimensions[index] = dimension;
        }
    }

    private static void ReadOne(ref JsonCursor cursor, List<Dimension> dimensions, ForeignSignal? foreign)
    {
        string key = "";
        object? value = null;
        bool first = true;
        while (cursor.NextField(ref first, out OtlpField field))
        {
            if (field == OtlpField.Key && cursor.Peek() == '"')
            {
                cursor.String(out ReadOnlySpan<byte> raw, out bool escaped);
                key = JsonText.ToString(raw, escaped);
            }
            else if (field == OtlpField.Value && cursor.TryOpen((byte)'{'))
            {
                value = ReadValue(ref cursor);
            }
            else
            {
                cursor.Skip();
            }
        }

        if (key.Length == 0 || value is null)
        {
            return;
        }

        key = foreign?.Label(key) ?? key;
        Set(dimensions, value is long number ? new Dimension(key, number) : Text(key, (string)value));
    }

    // Ranks and attempts are counted, whether an exporter wrote them as numbers or as text.
    private static Dimension Text(string key, string value) =>
        key is DimensionKeys.Rank or DimensionKeys.Attempt
        && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? new Dimension(key, number)
            : new Dimension(key, value);

    private static object? ReadValue(ref JsonCursor cursor)
    {
        object? value = null;
        bool first = true;
        while (cursor.NextField(ref first, out OtlpField field))
        {
            if (cursor.TryNull())
            {
                continue;
            }

            if (field == OtlpField.ListValue)
            {
                // Its text tells series apart as well as anything.
                int start = cursor.Position;
                ReadOnlySpan<byte> rest = cursor.Rest;
                cursor.Skip();
                value = Encoding.UTF8.GetString(rest[..(cursor.Position - start)]);
            }
            else if (field == OtlpField.BoolValue)
            {
                OtlpScalar.ReadBoolean(ref cursor, out bool flag);
                value = flag ? "true" : "false";
            }
            else if (field == OtlpField.IntValue)
            {
                OtlpScalar.ReadInteger(ref cursor, out long number, out bool found);
                value = found ? number : null;
            }
            else if (field == OtlpField.DoubleValue)
            {
                OtlpScalar.ReadDouble(ref cursor, out double number, out bool found);
                value = found ? number.ToString(CultureInfo.InvariantCulture) : null;
            }
            else if (field is OtlpField.StringValue or OtlpField.BytesValue && cursor.Peek() == '"')
            {
                cursor.String(out ReadOnlySpan<byte> raw, out bool escaped);
                value = JsonText.ToString(raw, escaped);
            }
            else
            {
                cursor.Skip();
            }
        }

        return value;
    }
}
