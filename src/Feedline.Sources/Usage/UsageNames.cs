using System.Text;

namespace Feedline.Sources;

/// <summary>The texts that rows repeat, each made into a string once. Bounded: what is beyond gets one common name.</summary>
internal sealed class UsageNames
{
    /// <summary>The key of all requests whose keys are beyond what is kept.</summary>
    public const string Other = "(other)";

    private const int MaxNames = 1 << 16;
    private const int MaxLength = 256;

    private readonly ByteInterner _texts = new();
    private readonly List<string?> _plain = [];
    private readonly List<string?> _keys = [];

    /// <summary>Gives a text's number.</summary>
    public int Intern(ReadOnlySpan<byte> text)
    {
        text = text.Trim((byte)' ');
        text = text.Length > MaxLength ? text[..MaxLength] : text;
        if (_texts.Count >= MaxNames)
        {
            // Only what is known by then keeps its name.
            return _texts.Find(text) is >= 0 and int known ? known : _texts.Intern("(other)"u8);
        }

        int id = _texts.Intern(IsNothing(text) ? default : text);
        while (_plain.Count <= id)
        {
            _plain.Add(null);
            _keys.Add(null);
        }

        return id;
    }

    /// <summary>The text; empty for none.</summary>
    public string Text(int id) => id < 0 ? "" : _plain[id] ??= Encoding.UTF8.GetString(_texts[id]);

    /// <summary>The text as it may be shown of a key.</summary>
    public string Key(int id) => id < 0 ? "" : _keys[id] ??= KeyText.Of(_texts[id]);

    // How exporters write an empty cell.
    private static bool IsNothing(ReadOnlySpan<byte> text) =>
        text.Length <= 6 && (text.SequenceEqual("null"u8) || text.SequenceEqual("None"u8) || text.SequenceEqual("NULL"u8)
            || text.SequenceEqual("-"u8) || text.SequenceEqual("N/A"u8) || text.SequenceEqual("NaN"u8) || text.SequenceEqual("(none)"u8));
}
