using Feedline.Tool.Tests.CommandLine;
using Xunit.Sdk;

namespace Feedline.Tool.Tests;

/// <summary>The helper that all snapshot tests stand on.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Equal_text_passes_and_cleans_up()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.verified.txt"), "one\r\ntwo\r\n");
        File.WriteAllText(folder.File("a.received.txt"), "old");
        Snapshot.Check("one\ntwo", folder.File("a.verified.txt"), folder.File("a.received.txt"));

        Assert.False(File.Exists(folder.File("a.received.txt")));
    }

    [Fact]
    public void Other_text_fails_with_the_lines_that_differ()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.verified.txt"), "one\ntwo\nthree\n");
        FailException failure = Assert.Throws<FailException>(() =>
            Snapshot.Check("one\n2\nthree\n", folder.File("a.verified.txt"), folder.File("a.received.txt")));

        Assert.Contains("line 2:\n  one\n- two\n+ 2\n", failure.Message, StringComparison.Ordinal);
        Assert.Equal("one\n2\nthree\n", File.ReadAllText(folder.File("a.received.txt")));
    }

    [Fact]
    public void A_missing_verified_file_fails()
    {
        using var folder = new TemporaryFolder();
        FailException failure = Assert.Throws<FailException>(() =>
            Snapshot.Check("new", folder.File("a.verified.txt"), folder.File("a.received.txt")));

        Assert.Contains("There is no a.verified.txt yet", failure.Message, StringComparison.Ordinal);
        Assert.Equal("new\n", File.ReadAllText(folder.File("a.received.txt")));
    }

    [Fact]
    public void Long_differences_are_cut()
    {
        string difference = Snapshot.Difference("", string.Join('\n', Enumerable.Range(0, 100)));

        Assert.Contains("+ … 88 more lines", difference, StringComparison.Ordinal);
    }
}
