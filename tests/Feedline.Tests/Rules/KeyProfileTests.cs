using CsCheck;
using Feedline.Rules;

namespace Feedline.Tests.Rules;

public sealed class KeyProfileTests
{
    private static readonly ModelUse Small = new("small");
    private static readonly ModelUse Large = new("large");

    [Fact]
    public void A_key_is_like_itself_and_like_one_of_the_same_use()
    {
        KeyUse left = KeyUses.Every(5, 0, 600, 500, (Small, 1));
        KeyUse right = KeyUses.Every(5, 1000, 1600, 500, (Small, 1));

        Assert.True(KeyProfile.AreAlike(left, left));
        Assert.True(KeyProfile.AreAlike(left, right));
        Assert.Equal(0, KeyProfile.Distance(left, right), 1e-3);
    }

    [Theory]
    [InlineData(20, 500, 0)] // asks more seldom, by the clock and beside all others
    [InlineData(5, 5000, 0)] // asks for more
    [InlineData(5, 500, 0.6)] // asks another model
    public void Keys_of_another_use_are_not_alike(double period, double tokens, double moved)
    {
        KeyUse left = KeyUses.Every(5, 0, 600, 500, (Small, 1));
        KeyUse right = KeyUses.Every(period, 1000, 1600, tokens, (Small, 1 - moved), (Large, moved));

        Assert.False(KeyProfile.AreAlike(left, right));
    }

    [Fact]
    public void Tokens_that_no_log_gives_say_nothing() =>
        Assert.True(KeyProfile.AreAlike(KeyUses.Every(5, 0, 600, 0, (Small, 1)), KeyUses.Every(5, 1000, 1600, 900, (Small, 1))));

    [Fact]
    public void Likeness_and_distance_do_not_hang_on_the_order() =>
        Gen.Select(Gen.Double[1, 60], Gen.Double[1, 60], Gen.Double[100, 2000], Gen.Double[0, 1]).Sample((first, second, tokens, moved) =>
        {
            KeyUse left = KeyUses.Every(first, 0, 900, 500, (Small, 1));
            KeyUse right = KeyUses.Every(second, 1000, 1900, tokens, (Small, 1 - moved), (Large, moved));

            Assert.Equal(KeyProfile.AreAlike(left, right), KeyProfile.AreAlike(right, left));
            Assert.Equal(KeyProfile.Distance(left, right), KeyProfile.Distance(right, left), 1e-9);
            Assert.True(KeyProfile.Distance(left, right) >= 0);
        });
}
