using System.Globalization;

namespace Feedline;

/// <summary>Makes dimensions of tags.</summary>
internal static class TagDimensions
{
    /// <summary>Makes the dimension of a tag. A tag without a key or a value is none.</summary>
    public static bool TryMake(in KeyValuePair<string, object?> tag, out Dimension dimension)
    {
        dimension = default;
        if (string.IsNullOrEmpty(tag.Key) || tag.Value is null)
            return false;

        dimension = tag.Value switch
        {
            string text => new Dimension(tag.Key, text),
            int number => new Dimension(tag.Key, number),
            long number => new Dimension(tag.Key, number),
            short number => new Dimension(tag.Key, number),
            byte number => new Dimension(tag.Key, number),
            sbyte number => new Dimension(tag.Key, number),
            ushort number => new Dimension(tag.Key, number),
            uint number => new Dimension(tag.Key, number),
            bool flag => new Dimension(tag.Key, flag ? "true" : "false"),
            _ => new Dimension(tag.Key, Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? ""),
        };
        return true;
    }

    /// <summary>The dimensions of several lists of tags; of tags with equal keys the last one stays.</summary>
    public static Dimension[] Merge(
        IEnumerable<Dimension> dimensions, params ReadOnlySpan<IEnumerable<KeyValuePair<string, object?>>?> lists)
    {
        var merged = new Dictionary<string, Dimension>(StringComparer.Ordinal);
        foreach (Dimension dimension in dimensions)
        {
            if (dimension.Key is not null)
                merged[dimension.Key] = dimension;
        }

        foreach (IEnumerable<KeyValuePair<string, object?>>? list in lists)
        {
            foreach (KeyValuePair<string, object?> tag in list ?? [])
            {
                if (TryMake(tag, out Dimension dimension))
                    merged[dimension.Key] = dimension;
            }
        }

        return [.. merged.Values];
    }
}
