using System.Text.RegularExpressions;

namespace Feedline.Docs.Tests.Markdown;

/// <summary>A Markdown file of the repository, as far as tests look at one.</summary>
internal sealed partial class Document
{
    private readonly string[] _lines;

    private Document(string path)
    {
        Path = path;
        _lines = File.ReadAllText(System.IO.Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>All documents written by hand.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        .. new[] { "docs", "samples", "src" }
            .SelectMany(folder => Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Open),
    ];

    /// <summary>The path from the repository's root, with slashes.</summary>
    public string Path { get; }

    public string Text => string.Join('\n', _lines);

    public string Title => _lines[0].TrimStart('#', ' ');

    /// <summary>The cells of all table rows, heads and rules left out.</summary>
    public IReadOnlyList<string[]> Rows =>
    [
        .. Prose
            .Where(line => line.StartsWith('|') && !line.StartsWith("|--", StringComparison.Ordinal))
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
    ];

    /// <summary>The targets of all links.</summary>
    public IReadOnlyList<string> Links => [.. Prose.SelectMany(line => Link().Matches(line)).Select(match => match.Groups[1].Value)];

    /// <summary>The anchors that headings give.</summary>
    public IReadOnlyList<string> Anchors =>
    [
        .. Prose.Where(line => line.StartsWith('#'))
            .Select(line => NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-')),
    ];

    private IEnumerable<string> Prose
    {
        get
        {
            bool isCode = false;
            foreach (string line in _lines)
            {
                if (line.StartsWith("```", StringComparison.Ordinal))
                    isCode = !isCode;
                else if (!isCode)
                    yield return line;
            }
        }
    }

    public static Document Open(string path) => new(path);

    /// <summary>The blocks of code in a language.</summary>
    public IReadOnlyList<string> Code(string language)
    {
        var blocks = new List<string>();
        List<string>? block = null;
        bool isWanted = false;
        foreach (string line in _lines)
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                block?.Add(line);
            }
            else if (block is null)
            {
                block = [];
                isWanted = line[3..] == language;
            }
            else
            {
                if (isWanted)
                    blocks.Add(string.Join('\n', block));

                block = null;
            }
        }

        return blocks;
    }

    /// <summary>The first block of code after a line.</summary>
    public string CodeAfter(string marker)
    {
        int from = Array.IndexOf(_lines, marker) + 2;
        Assert.True(from > 1 && _lines[from - 1].StartsWith("```", StringComparison.Ordinal), $"{Path} has no code after {marker}");
        return string.Join('\n', _lines[from..Array.IndexOf(_lines, "```", from)]);
    }

    public override string ToString() => Path;

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchor();
}
