using System.Runtime.CompilerServices;

namespace Feedline;

/// <summary>Compares tags in the order they are given, by key and value, without allocating.</summary>
/// <remarks>Stored sets hold strings and boxed primitives only, so no code of a tag's own type ever runs here.</remarks>
internal sealed class TagIdentity
    : IEqualityComparer<KeyValuePair<string, object?>[]>,
        IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, KeyValuePair<string, object?>[]>
{
    /// <summary>True for values that never change and compare by what they hold.</summary>
    public static bool IsPlain(object? value) =>
        value is null || Type.GetTypeCode(value.GetType()) is not (TypeCode.Object or TypeCode.DBNull);

    public bool Equals(KeyValuePair<string, object?>[]? x, KeyValuePair<string, object?>[]? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && Equals(x.AsSpan(), y));

    public int GetHashCode(KeyValuePair<string, object?>[] obj) => GetHashCode(obj.AsSpan());

    public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, KeyValuePair<string, object?>[] other)
    {
        if (alternate.Length != other.Length)
            return false;

        for (int i = 0; i < other.Length; i++)
        {
            if (!SameValue(other[i].Value, alternate[i].Value) || !string.Equals(other[i].Key, alternate[i].Key, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
    {
        // One instrument has the same keys at each measurement: only the values tell sets apart.
        int hash = alternate.Length;
        foreach (ref readonly KeyValuePair<string, object?> tag in alternate)
            hash = unchecked((hash * 31) + HashOf(tag.Value));

        return hash;
    }

    public KeyValuePair<string, object?>[] Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => alternate.ToArray();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool SameValue(object? stored, object? given) =>
        ReferenceEquals(stored, given)
        || (stored is string text ? given is string other && string.Equals(text, other, StringComparison.Ordinal) : SamePrimitive(stored, given));

    private static bool SamePrimitive(object? stored, object? given) => stored is not null && given is not null && stored.Equals(given);

    private static int HashOf(object? value) => value switch
    {
        string text => text.GetHashCode(),
        int number => number,
        long number => number.GetHashCode(),
        _ => IsPlain(value) && value is not null ? value.GetHashCode() : 0,
    };
}
