using System.Text.RegularExpressions;
using Feedline.Docs.Tests.Markdown;

namespace Feedline.Docs.Tests;

/// <summary>C# in documents is code that is built: each block is a region of a project under samples.</summary>
public sealed partial class SnippetTests
{
    private static readonly IReadOnlyDictionary<string, string> Regions = ReadRegions();

    [Fact]
    public void Each_block_of_a_document_is_a_region_of_a_sample()
    {
        IEnumerable<string> strangers = Document.All
            .SelectMany(document => document.Code("csharp").Select(block => (document, block)))
            .Where(found => !Regions.Values.Contains(found.block))
            .Select(found => $"{found.document}:\n{found.block}\n{Nearest(found.block)}");

        Assert.Empty(strangers);
    }

    [Fact]
    public void Each_region_of_a_sample_is_shown_in_a_document()
    {
        var shown = Document.All.SelectMany(document => document.Code("csharp")).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Regions.Where(region => !shown.Contains(region.Value)).Select(region => region.Key));
    }

    [Fact]
    public void There_are_blocks_to_compare() =>
        Assert.True(Document.Open("README.md").Code("csharp").Count >= 3);

    private static string Nearest(string block)
    {
        string first = block.Split('\n')[0];
        string? name = Regions.FirstOrDefault(region => region.Value.Split('\n')[0] == first).Key;
        return name is null ? "(no region begins with its first line)" : $"(it differs from the region {name})\n{Regions[name]}";
    }

    private static Dictionary<string, string> ReadRegions()
    {
        var regions = new Dictionary<string, string>(StringComparer.Ordinal);
        IEnumerable<string> files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        foreach (string file in files)
        {
            foreach (Match match in Region().Matches(File.ReadAllText(file).ReplaceLineEndings("\n")))
                regions.Add(match.Groups["name"].Value, Unindent(match.Groups["body"].Value));
        }

        return regions;
    }

    private static string Unindent(string body)
    {
        string[] lines = body.Trim('\n').Split('\n');
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(line => line.Length == 0 ? line : line[indent..]));
    }

    [GeneratedRegex(@"^ *#region (?<name>\S+)\n(?<body>.*?)^ *#endregion", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Region();
}
