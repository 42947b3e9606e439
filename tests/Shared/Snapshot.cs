using System.Runtime.CompilerServices;
using System.Text;

namespace Feedline.Tests.Shared;

/// <summary>
/// Compares text with <c>Class.Method.verified.txt</c> beside the test, by the conventions of Verify. What differs is written
/// to <c>.received.txt</c>; to accept it, rename it.
/// </summary>
internal static class Snapshot
{
    /// <summary>Fails when the text is not the verified one.</summary>
    /// <param name="actual">The text; line ends do not matter.</param>
    /// <param name="extension">The extension of the verified file, for tools that show it.</param>
    /// <param name="file">Given by the compiler.</param>
    /// <param name="method">Given by the compiler.</param>
    public static void Matches(
        string actual, string extension = "txt", [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string stem = Path.Combine(FolderOf(file), $"{Path.GetFileNameWithoutExtension(file)}.{method}");
        Check(actual, $"{stem}.verified.{extension}", $"{stem}.received.{extension}");
    }

    /// <summary>The comparison itself, apart from how the files are called.</summary>
    internal static void Check(string actual, string verifiedFile, string receivedFile)
    {
        string received = Normalize(actual);
        string name = Path.GetFileName(verifiedFile);
        if (!File.Exists(verifiedFile))
        {
            File.WriteAllText(receivedFile, received);
            Assert.Fail($"There is no {name} yet. If the received text is right, rename {receivedFile}:\n{received}");
        }

        string verified = Normalize(File.ReadAllText(verifiedFile));
        if (verified == received)
        {
            // What an earlier failure left behind would only mislead.
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, received);
        Assert.Fail($"The text differs from {name}; see {receivedFile}.\n{Difference(verified, received)}");
    }

    /// <summary>The lines around the first difference, the verified ones with a minus, the received ones with a plus.</summary>
    internal static string Difference(string verified, string received)
    {
        const int Context = 2;
        const int Shown = 12;
        string[] old = verified.Split('\n');
        string[] now = received.Split('\n');
        int first = 0;
        while (first < old.Length && first < now.Length && old[first] == now[first])
            first++;
        int same = 0;
        while (same < old.Length - first && same < now.Length - first && old[^(same + 1)] == now[^(same + 1)])
            same++;

        var text = new StringBuilder().Append("line ").Append(first + 1).Append(":\n");
        foreach (string line in old[Math.Max(0, first - Context)..first])
            text.Append("  ").Append(line).Append('\n');
        Append('-', old[first..(old.Length - same)]);
        Append('+', now[first..(now.Length - same)]);
        return text.ToString();

        void Append(char sign, string[] lines)
        {
            foreach (string line in lines.Take(Shown))
                text.Append(sign).Append(' ').Append(line).Append('\n');
            if (lines.Length > Shown)
                text.Append(sign).Append(" … ").Append(lines.Length - Shown).Append(" more lines\n");
        }
    }

    private static string Normalize(string text) => text.TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    // In a deterministic build the compiler writes /_/tests/… instead of where the file is: what follows "tests" is the same in both.
    private static string FolderOf(string file)
    {
        string path = file.Replace('\\', '/');
        int tests = path.LastIndexOf("/tests/", StringComparison.Ordinal);
        if (tests < 0)
            throw new ArgumentException($"{file} is not below a folder called tests.", nameof(file));
        return Path.GetDirectoryName(Path.Combine(Repository.Root, path[(tests + 1)..]))!;
    }
}
