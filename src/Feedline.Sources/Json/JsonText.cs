using System.Buffers.Text;
using System.Text;

namespace Feedline.Sources;

/// <summary>Strings of a JSON text whose escapes have been checked.</summary>
internal static class JsonText
{
    /// <summary>The length of the escape at the start of a text; 0 when it is not valid.</summary>
    public static int EscapeLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2)
        {
            return 0;
        }

        if (text[1] != 'u')
        {
            return "\"\\/bfnrt"u8.Contains(text[1]) ? 2 : 0;
        }

        return text.Length >= 6 && TryCodeUnit(text, out _) ? 6 : 0;
    }

    /// <summary>Makes a string of what stands between the quotes. Half a surrogate pair becomes U+FFFD.</summary>
    public static string ToString(ReadOnlySpan<byte> raw, bool escaped)
    {
        if (!escaped)
        {
            return Encoding.UTF8.GetString(raw);
        }

        var text = new StringBuilder(raw.Length);
        while (!raw.IsEmpty)
        {
            int plain = raw.IndexOf((byte)'\\');
            if (plain != 0)
            {
                ReadOnlySpan<byte> part = plain < 0 ? raw : raw[..plain];
                text.Append(Encoding.UTF8.GetString(part));
                raw = raw[part.Length..];
                continue;
            }

            text.Append(Unescape(raw));
            raw = raw[EscapeLength(raw)..];
        }

        // A round trip through UTF-8 puts U+FFFD where a surrogate stands alone.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Makes a string of what stands between the quotes, escapes or none.</summary>
    public static string ToString(ReadOnlySpan<byte> raw) => ToString(raw, raw.Contains((byte)'\\'));

    private static char Unescape(ReadOnlySpan<byte> escape) => escape[1] switch
    {
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        (byte)'n' => '\n',
        (byte)'r' => '\r',
        (byte)'t' => '\t',
        (byte)'u' => TryCodeUnit(escape, out char unit) ? unit : '\uFFFD',
        _ => (char)escape[1],
    };

    private static bool TryCodeUnit(ReadOnlySpan<byte> escape, out char unit)
    {
        bool valid = Utf8Parser.TryParse(escape.Slice(2, 4), out ushort value, out int consumed, 'x') && consumed == 4;
        unit = (char)value;
        return valid;
    }
}
