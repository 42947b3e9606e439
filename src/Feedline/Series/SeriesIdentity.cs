using System.Globalization;

namespace Feedline;

/// <summary>Compares series by signal name and dimensions; the order of dimensions does not matter, and 3 equals "3".</summary>
internal sealed class SeriesIdentity : IEqualityComparer<SeriesKey>, IAlternateEqualityComparer<SeriesQuery, SeriesKey>
{
    public bool Equals(SeriesKey? x, SeriesKey? y) =>
        ReferenceEquals(x, y)
        || (x is not null && y is not null && Equals(new SeriesQuery(x.Signal.Name, x.Dimensions.AsSpan()), y));

    public int GetHashCode(SeriesKey obj) => GetHashCode(new SeriesQuery(obj.Signal.Name, obj.Dimensions.AsSpan()));

    public bool Equals(SeriesQuery alternate, SeriesKey other)
    {
        ReadOnlySpan<Dimension> stored = other.Dimensions.AsSpan(), given = alternate.Dimensions;
        if (stored.Length != given.Length || !string.Equals(alternate.Signal, other.Signal.Name, StringComparison.Ordinal))
            return false;

        // A stored key has each dimension once. As many given ones, and each stored one among them: a permutation.
        for (int i = 0; i < stored.Length; i++)
        {
            if (!Same(stored[i], given[i]) && !IsAmong(stored[i], given))
                return false;
        }

        return true;
    }

    public int GetHashCode(SeriesQuery alternate)
    {
        // A sum, so that order does not matter.
        int sum = 0;
        foreach (Dimension dimension in alternate.Dimensions)
            sum += HashOf(dimension);

        return unchecked((alternate.Signal.GetHashCode() * 0x01000193) + sum);
    }

    public SeriesKey Create(SeriesQuery alternate) => throw new NotSupportedException("Keys are made by the index alone.");

    private static bool IsAmong(in Dimension dimension, ReadOnlySpan<Dimension> dimensions)
    {
        foreach (ref readonly Dimension candidate in dimensions)
        {
            if (Same(dimension, candidate))
                return true;
        }

        return false;
    }

    private static bool Same(in Dimension x, in Dimension y)
    {
        if (!string.Equals(x.Key, y.Key, StringComparison.Ordinal))
            return false;

        if (!x.IsNumber && !y.IsNumber)
            return string.Equals(x.Text, y.Text, StringComparison.Ordinal);

        return TryGetInteger(x, out long left) && TryGetInteger(y, out long right) && left == right;
    }

    private static int HashOf(in Dimension dimension)
    {
        int value = TryGetInteger(dimension, out long number)
            ? number.GetHashCode()
            : dimension.Text.GetHashCode();

        // Keys are few and mostly differ in length or ending: hashing them whole would double the cost of a look-up.
        string? key = dimension.Key;
        return string.IsNullOrEmpty(key) ? value : unchecked(((value * 31) + key.Length) * 0x01000193) ^ key[^1];
    }

    // "03" and "+3" are texts of their own: only what an integer itself would be written as is one.
    private static bool TryGetInteger(in Dimension dimension, out long number)
    {
        if (dimension.IsNumber)
            return dimension.TryGetNumber(out number);

        string text = dimension.Text;
        number = 0;
        if (text.Length is 0 or > 20 || !IsPlainStart(text))
            return false;

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private static bool IsPlainStart(string text)
    {
        int first = text[0] == '-' ? 1 : 0;
        if (text.Length == first)
            return false;

        return text[first] is >= '1' and <= '9' || (text[first] == '0' && text.Length == 1);
    }
}
