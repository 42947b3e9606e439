using System.Text;

namespace Feedline.Sources.Tests.Usage;

public class KeyTextTests
{
    [Theory]
    [InlineData("team-search-prod")]
    [InlineData("key-0017")]
    [InlineData("nightly.batch/embeddings_v2")]
    [InlineData("0b1f6a0e-5a53-4c39-9b7a-0f4d1a9c9e11")]
    [InlineData("(other)")]
    [InlineData("")]
    public void A_name_stays(string text) => Assert.Equal(text, KeyText.Of(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("sk-short1")]
    [InlineData("Bearer abc")]
    [InlineData("4f6d1c9ab2e84f0d9a3b")]
    [InlineData("team-4f6d1c9ab2e84f0d9a3b")]
    [InlineData("AbCdEfGhIjKlMnOpQrStUvWx")]
    public void A_secret_is_replaced_by_the_start_of_its_hash(string secret)
    {
        string shown = KeyText.Of(Encoding.UTF8.GetBytes(secret));

        Assert.Matches("^sha256:[0-9a-f]{12}$", shown);
        Assert.Equal(shown, KeyText.Of(Encoding.UTF8.GetBytes(secret)));
        Assert.Equal(shown, KeyText.Of(Encoding.UTF8.GetBytes(shown)));
        string digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        Assert.Equal(shown, KeyText.Of(Encoding.UTF8.GetBytes(digest)));
    }

    [Fact]
    public void No_secret_of_a_log_reaches_the_store()
    {
        (FakeWriter writer, _) = UsageText.All("time,api_key,tokens\n1795432314,sk-verysecret0123456789,1\n");

        Assert.NotEmpty(writer.Keys);
        Assert.DoesNotContain(writer.Keys, key => key.ToString().Contains("secret", StringComparison.Ordinal));
    }
}
