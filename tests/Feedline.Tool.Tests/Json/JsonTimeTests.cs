using System.Globalization;
using CsCheck;
using Feedline.Tool.Json;

namespace Feedline.Tool.Tests.Json;

public sealed class JsonTimeTests
{
    [Theory]
    [InlineData(1_795_434_126_393_834_509, "2026-11-23T11:42:06.393834509Z")]
    [InlineData(0, "1970-01-01T00:00:00.000000000Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999999999Z")]
    public void Nine_decimals(long unixNanoseconds, string expected) => Assert.Equal(expected, JsonTime.Of(unixNanoseconds));

    [Fact]
    public void No_nanosecond_is_lost() => Gen.Long[-long.MaxValue / 2, long.MaxValue / 2].Sample(unixNanoseconds =>
    {
        string text = JsonTime.Of(unixNanoseconds);
        DateTimeOffset second = DateTimeOffset.ParseExact(
            text[..19], "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

        Assert.Equal(unixNanoseconds, UnixTime.ToNanoseconds(second) + long.Parse(text[20..29], CultureInfo.InvariantCulture));
    });
}
