using Feedline.Rules;

namespace Feedline.Tests.Rules;

public sealed class KeyChainTests
{
    [Fact]
    public void A_chain_is_expected_as_often_as_all_its_links_come_up_for_any_new_key()
    {
        KeyChain chain = Chain(0.1, 0.2);

        Assert.Equal(5 * 0.1 * 0.2, chain.Expected(5), 1e-12);
        Assert.Equal("key-0", chain.First.Name);
        Assert.Equal("key-1200", chain.Last.Name);
    }

    [Theory]
    [InlineData(0.01, 1)]
    [InlineData(0.2, 0)]
    public void A_chain_that_may_be_chance_is_none(double chance, int selected) =>
        Assert.Equal(selected, KeyChain.Select([Chain(chance, chance)], 4).Count());

    [Fact]
    public void Chains_that_may_each_be_chance_are_none_together()
    {
        KeyChain[] chains = [Chain(0.1, 0.1), Chain(0.1, 0.1), Chain(0.1, 0.1)];

        // One of them: 8 new keys, 0.01 each. All three: 28 sets of six keys, a millionth each.
        Assert.Empty(KeyChain.Select(chains[..1], 8));
        Assert.All(KeyChain.Select(chains, 8), one => Assert.Equal(28e-6, one.Expected, 1e-12));
        Assert.Equal(3, KeyChain.Select(chains, 8).Count());
    }

    [Fact]
    public void Keys_that_live_for_days_are_rotated()
    {
        const double Day = 86_400;
        var old = new KeyLink(KeyUses.Every(3600, 0, 2 * Day), KeyUses.Every(3600, 2 * Day, 4 * Day), 1e-6);
        var chain = new KeyChain([old, new KeyLink(old.New, KeyUses.Every(3600, 4 * Day, 6 * Day), 1e-6)]);

        Assert.False(chain.IsNoRotation);
        Assert.Empty(KeyChain.Select([chain], 2));
    }

    private static KeyChain Chain(double first, double second)
    {
        KeyUse middle = KeyUses.Every(10, 600, 1200);
        return new KeyChain([new KeyLink(KeyUses.Every(10, 0, 600), middle, first), new KeyLink(middle, KeyUses.Every(10, 1200, 1800), second)]);
    }
}
