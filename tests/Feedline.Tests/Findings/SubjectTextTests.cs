namespace Feedline.Tests.Findings;

public sealed class SubjectTextTests
{
    [Fact]
    public void It_names_what_is_known_in_a_fixed_order()
    {
        Assert.Equal("", SubjectText.Of([]));
        Assert.Equal("", SubjectText.Of([new Subject()]));
        Assert.Equal(
            "rank=2;node=node2;device=gpu0;key=k",
            SubjectText.Of([new Subject { Key = "k", Device = "gpu0", Node = "node2", Rank = 2 }]));
    }

    [Fact]
    public void Order_and_repetition_do_not_matter()
    {
        Subject two = new() { Rank = 2 };
        Subject ten = new() { Rank = 10 };

        Assert.Equal(SubjectText.Of([two, ten]), SubjectText.Of([ten, two, ten]));
        Assert.NotEqual(SubjectText.Of([two]), SubjectText.Of([ten]));
    }

    [Fact]
    public void A_name_cannot_pass_for_another_subject()
    {
        Subject sly = new() { Node = "a;device=b" };
        Subject plain = new() { Node = "a", Device = "b" };

        Assert.NotEqual(SubjectText.Of([sly]), SubjectText.Of([plain]));
        Assert.NotEqual(SubjectText.Of([new Subject { Node = "a,node=b" }]), SubjectText.Of([new Subject { Node = "a" }, new Subject { Node = "b" }]));
        Assert.NotEqual(SubjectText.Of([new Subject { Node = "%3B" }]), SubjectText.Of([new Subject { Node = ";" }]));
    }
}
