using Feedline.Docs.Tests.Markdown;

namespace Feedline.Docs.Tests;

public sealed class LinkTests
{
    [Fact]
    public void Each_relative_link_leads_somewhere()
    {
        Assert.Empty(Document.All.SelectMany(Broken));
    }

    [Fact]
    public void Each_guide_can_be_reached_from_the_README()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        Follow("README.md", reached);

        IEnumerable<string> unreached = Document.All.Select(document => document.Path)
            .Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && !path.StartsWith("docs/decisions/", StringComparison.Ordinal))
            .Where(path => !reached.Contains(path));
        Assert.Empty(unreached);
    }

    private static IEnumerable<string> Broken(Document document)
    {
        foreach (string link in document.Links)
        {
            if (link.Contains("://", StringComparison.Ordinal))
                continue;

            string[] parts = link.Split('#');
            string target = parts[0].Length == 0 ? document.Path : Resolve(document.Path, parts[0]);
            string full = Path.Combine(Repository.Root, target);
            if (!File.Exists(full) && !Directory.Exists(full))
                yield return $"{document.Path}: {link} does not exist";
            else if (parts.Length > 1 && !Document.Open(target).Anchors.Contains(parts[1]))
                yield return $"{document.Path}: {link} has no such heading";
        }
    }

    private static void Follow(string path, HashSet<string> reached)
    {
        if (!reached.Add(path) || !path.EndsWith(".md", StringComparison.Ordinal))
            return;

        foreach (string link in Document.Open(path).Links.Where(link => !link.Contains("://", StringComparison.Ordinal)))
        {
            string target = Resolve(path, link.Split('#')[0]);
            if (File.Exists(Path.Combine(Repository.Root, target)))
                Follow(target, reached);
        }
    }

    private static string Resolve(string from, string link) => link.Length == 0
        ? from
        : Path.GetRelativePath(Repository.Root, Path.GetFullPath(link, Path.Combine(Repository.Root, Path.GetDirectoryName(from)!))).Replace('\\', '/');
}
