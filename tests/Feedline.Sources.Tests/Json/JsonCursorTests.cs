using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CsCheck;

namespace Feedline.Sources.Tests;

public class JsonCursorTests
{
    private static readonly string Sample = Otlp.Line(
        Otlp.Rank(3) + """,{"key":"a\u00e9\n","value":{"arrayValue":{"values":[{"boolValue":true},{"intValue":null},-1.5e-3,[],{}]}}}""",
        Otlp.Gauge("x", Otlp.Point(Otlp.Start, 0.25, Otlp.Attribute("storage.layer", "dätaset")), " { \"timeUnixNano\" :\t1 } "));

    [Fact]
    public void Accepts_what_the_base_library_accepts_and_nothing_else()
    {
        byte[] text = Encoding.UTF8.GetBytes(Sample);
        byte[] interesting = [.. "{}[]\",:\\eE+-.019tfnu \t"u8, 0, 10, 13, 0x1F, 0x7F, 0x80, 0xC3, 0xFF];
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Int[0, 3], Gen.OneOf(interesting), Gen.Int[1, 20]).Array[1, 3].Sample(
            edits =>
            {
                List<byte> bytes = [.. text];
                foreach ((int place, int kind, byte value, int length) in edits)
                {
                    int at = Math.Min(place, bytes.Count - 1);
                    switch (kind)
                    {
                        case 0:
                            bytes[at] = value;
                            break;
                        case 1:
                            bytes.Insert(at, value);
                            break;
                        case 2:
                            bytes.RemoveRange(at, Math.Min(length, bytes.Count - at - 1));
                            break;
                        default:
                            bytes.RemoveRange(at + 1, bytes.Count - at - 1);
                            break;
                    }
                }

                AssertJudgedAlike([.. bytes]);
            },
            iter: 20_000);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1,]")]
    [InlineData("{,}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("[1 2]")]
    [InlineData("truex")]
    [InlineData("nul")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12g4\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"tab\there\"")]
    [InlineData("{\"a\":[{\"b\":[]}]}  ")]
    [InlineData("[}")]
    [InlineData("{} {}")]
    public void Judges_single_texts_like_the_base_library(string text) => AssertJudgedAlike(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Skips_64_levels_and_not_one_more()
    {
        Assert.Null(ErrorOf(string.Concat(Enumerable.Repeat("[", 64)) + string.Concat(Enumerable.Repeat("]", 64))));
        Assert.Equal("values are nested deeper than 64 levels", ErrorOf(string.Concat(Enumerable.Repeat("[", 65)) + "0" + string.Concat(Enumerable.Repeat("]", 65))));
        Assert.Equal("values are nested deeper than 64 levels", ErrorOf(string.Concat(Enumerable.Repeat("{\"a\":", 1_000_000))));
    }

    [Fact]
    public void Strings_are_unescaped()
    {
        const string Raw = "a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\\ud800z";
        Assert.Equal("a\"b\\c/d\b\f\n\r\té\U0001F600\uFFFDz", JsonText.ToString(Encoding.UTF8.GetBytes(Raw)));
        Gen.String.Sample(text =>
        {
            string json = JsonSerializer.Serialize(text);
            string expected = JsonSerializer.Deserialize<string>(json)!;
            Assert.Equal(expected, JsonText.ToString(Encoding.UTF8.GetBytes(json[1..^1])));
        });
    }

    private static string? ErrorOf(string text)
    {
        var cursor = new JsonCursor(Encoding.UTF8.GetBytes(text));
        cursor.Skip();
        return cursor.Error;
    }

    private static void AssertJudgedAlike(byte[] bytes)
    {
        bool expected = Utf8.IsValid(bytes); // which the base library looks at later, where it makes strings
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            GC.KeepAlive(document);
        }
        catch (JsonException)
        {
            expected = false;
        }

        var decoder = new OtlpLineDecoder(new OtlpNames(RecordingLimits.Default));
        bool accepted = decoder.Decode(bytes) != LineContent.Corrupt;
        // Valid JSON may still be no valid OTLP.
        Assert.True(accepted == expected || (expected && decoder.Error is "a list is missing" or "an object is missing" or "attributes are not a list"),
            $"{(expected ? "valid" : "invalid")}, but {decoder.Error ?? "accepted"}: {Encoding.UTF8.GetString(bytes)}");
    }
}
