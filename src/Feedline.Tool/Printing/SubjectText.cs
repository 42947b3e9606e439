using System.Globalization;

namespace Feedline.Tool.Printing;

/// <summary>Who a finding is about, in words.</summary>
internal static class SubjectText
{
    // More than these are said as ranges: nobody reads a thousand ranks.
    private const int Listed = 4;

    public static string Of(IReadOnlyList<Subject> subjects)
    {
        if (subjects.Count == 0)
            return "whole job";
        if (subjects.Count <= Listed || subjects.Any(subject => subject.Rank is null))
            return List(subjects);

        int[] ranks = [.. subjects.Select(subject => subject.Rank!.Value).Distinct().Order()];
        int nodes = subjects.Select(subject => subject.Node).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        string places = nodes switch
        {
            0 => "",
            1 => $" on {Printable.Of(subjects.First(subject => subject.Node is not null).Node!)}",
            _ => $" on {nodes} nodes",
        };
        return $"ranks {Ranges(ranks)}{places}";
    }

    private static string List(IReadOnlyList<Subject> subjects)
    {
        string listed = string.Join(", ", subjects.Take(Listed).Select(One));
        return subjects.Count <= Listed ? listed : $"{listed} and {subjects.Count - Listed} more";
    }

    private static string One(Subject subject)
    {
        string?[] parts =
        [
            subject.Rank is { } rank ? string.Create(CultureInfo.InvariantCulture, $"rank {rank}") : null,
            subject.Device is { } device ? $"device {device}" : null,
            subject.Key is { } key ? $"key {key}" : null,
        ];
        string who = string.Join(", ", parts.OfType<string>());
        if (subject.Node is not { } node)
            return who.Length == 0 ? "whole job" : Printable.Of(who);
        return Printable.Of(who.Length == 0 ? $"node {node}" : $"{who} on {node}");
    }

    private static string Ranges(int[] ranks)
    {
        var ranges = new List<string>();
        for (int first = 0; first < ranks.Length;)
        {
            int last = first;
            while (last + 1 < ranks.Length && ranks[last + 1] == ranks[last] + 1)
                last++;
            ranges.Add(last == first ? $"{ranks[first]}" : $"{ranks[first]}–{ranks[last]}");
            first = last + 1;
        }

        return string.Join(", ", ranges);
    }
}
