using System.Collections.Immutable;
using System.Globalization;

namespace Feedline;

/// <summary>The canonical text of subjects: the same for the same subjects in any order.</summary>
internal static class SubjectText
{
    /// <summary>For example <c>rank=2;node=node2</c>, several joined by commas; empty for the whole job.</summary>
    public static string Of(ImmutableArray<Subject> subjects) => subjects.Length switch
    {
        0 => "",
        1 => Of(subjects[0]),
        _ => string.Join(',', subjects.Select(Of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
    };

    private static string Of(Subject subject)
    {
        var parts = new List<string>(4);
        if (subject.Rank is { } rank)
            parts.Add("rank=" + rank.ToString(CultureInfo.InvariantCulture));

        Add(parts, "node=", subject.Node);
        Add(parts, "device=", subject.Device);
        Add(parts, "key=", subject.Key);
        return string.Join(';', parts);
    }

    private static void Add(List<string> parts, string label, string? value)
    {
        if (value is not null)
            parts.Add(label + Escape(value));
    }

    // Without it, a node called "a;device=b" would be taken for a node and a device.
    private static string Escape(string value) => value.AsSpan().IndexOfAny("%;,=") < 0
        ? value
        : value.Replace("%", "%25", StringComparison.Ordinal)
            .Replace(";", "%3B", StringComparison.Ordinal)
            .Replace(",", "%2C", StringComparison.Ordinal)
            .Replace("=", "%3D", StringComparison.Ordinal);
}
