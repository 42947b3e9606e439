using Feedline.Tool.Printing;

namespace Feedline.Tool.Tests.Printing;

public sealed class SubjectTextTests
{
    [Fact]
    public void Nobody_means_the_whole_job() => Assert.Equal("whole job", SubjectText.Of([]));

    [Fact]
    public void Few_are_listed() => Assert.Equal(
        "rank 3, device GPU-1 on node1, rank 4 on node2",
        SubjectText.Of([new Subject { Rank = 3, Device = "GPU-1", Node = "node1" }, new Subject { Rank = 4, Node = "node2" }]));

    [Fact]
    public void Many_ranks_become_ranges() => Assert.Equal(
        "ranks 0–7, 9 on 2 nodes",
        SubjectText.Of([.. Enumerable.Range(0, 8).Prepend(9).Select(rank => new Subject { Rank = rank, Node = $"n{rank / 8}" })]));

    [Fact]
    public void Many_without_ranks_are_counted() => Assert.Equal(
        "key a, key b, key c, key d and 2 more",
        SubjectText.Of([.. "abcdef".Select(key => new Subject { Key = key.ToString() })]));
}
