using System.Globalization;

namespace Feedline;

/// <summary>One dimension of a series: a key with a text or an integer value.</summary>
/// <remarks>An integer is kept as such, so that a rank costs neither a box nor a string.</remarks>
public readonly record struct Dimension
{
    private readonly string? _text;
    private readonly long _number;

    /// <summary>A dimension with a text value.</summary>
    /// <exception cref="ArgumentException"><paramref name="key"/> is empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public Dimension(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        Key = key;
        _text = value;
    }

    /// <summary>A dimension with an integer value.</summary>
    /// <exception cref="ArgumentException"><paramref name="key"/> is empty.</exception>
    public Dimension(string key, long value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Key = key;
        _number = value;
    }

    /// <summary>The key. See <see cref="DimensionKeys"/>.</summary>
    public string Key { get; }

    /// <summary>True when the value was given as an integer.</summary>
    public bool IsNumber => _text is null;

    /// <summary>The value as text; an integer in the invariant culture. Allocates for an integer.</summary>
    public string Text => _text ?? _number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Gives the value as an integer.</summary>
    /// <param name="value">The integer, or 0.</param>
    /// <returns>True for an integer, or for text that is one in the invariant culture.</returns>
    public bool TryGetNumber(out long value)
    {
        if (_text is null)
        {
            value = _number;
            return true;
        }

        return long.TryParse(_text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Key}={Text}";
}
