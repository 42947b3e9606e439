using System.Globalization;
using System.Text;
using CsCheck;

namespace Feedline.Sources.Tests;

public class JsonNumberTests
{
    [Fact]
    public void Doubles_read_as_the_base_library_reads_them() =>
        Gen.Select(Gen.Double.Where(double.IsFinite), Gen.OneOf("R", "E16", "E17", "E3", "G15", "F6", "F25")).Sample(
            (value, format) => AssertSame(value.ToString(format, CultureInfo.InvariantCulture)), iter: 20_000);

    [Fact]
    public void Numbers_of_any_digits_and_exponent_read_as_the_base_library_reads_them() =>
        Gen.Select(Gen.ULong, Gen.Int[-40, 70], Gen.Int[0, 19], Gen.Bool).Sample(
            (digits, exponent, point, negative) =>
            {
                string text = digits.ToString(CultureInfo.InvariantCulture);
                text = point < text.Length ? text[..^point].PadLeft(1, '0') + (point > 0 ? "." + text[^point..] : "") : "0." + text.PadLeft(point, '0');
                AssertSame((negative ? "-" : "") + text + (exponent == 0 ? "" : "e" + exponent.ToString(CultureInfo.InvariantCulture)));
            },
            iter: 50_000);

    [Fact]
    public void Values_halfway_between_two_doubles_go_to_the_even_one() =>
        Gen.Select(Gen.Long[1L << 52, (1L << 53) - 2], Gen.Int[0, 9]).Sample(
            (mantissa, shift) =>
            {
                // 2^k × (m + 1/2) has no double of its own; written with and without a fraction.
                decimal half = (mantissa + 0.5m) * (1 << shift);
                AssertSame(half.ToString(CultureInfo.InvariantCulture));
                AssertSame((half * 1000).ToString("F0", CultureInfo.InvariantCulture) + "e-3");
            },
            iter: 20_000);

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("0.5")]
    [InlineData("5.0000000000000000E-001")]
    [InlineData("1.0000000000000000E+000")]
    [InlineData("2.5000000000000000E-001")]
    [InlineData("0.0e0")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1e-400")]
    [InlineData("5e-324")]
    [InlineData("1.7976931348623157e308")]
    [InlineData("9007199254740993")]
    [InlineData("18446744073709551616")]
    [InlineData("1e99999999999999999999")]
    [InlineData("123456789012345678901234567890.123456789")]
    [InlineData("0.000000000000000000000000000000000000000123456")]
    public void Extremes_read_as_the_base_library_reads_them(string text) => AssertSame(text);

    [Theory]
    [InlineData("", 0)]
    [InlineData("-", 0)]
    [InlineData("+1", 0)]
    [InlineData("01", 0)]
    [InlineData("-01", 0)]
    [InlineData("1.", 0)]
    [InlineData(".5", 0)]
    [InlineData("1e", 0)]
    [InlineData("1e+", 0)]
    [InlineData("0x10", 1)]
    [InlineData("12,", 2)]
    [InlineData("12345678./", 0)]
    [InlineData("1234567.:", 0)]
    [InlineData("12345678]", 8)]
    public void Length_ends_where_the_grammar_does(string text, int length) => Assert.Equal(length, JsonNumber.TokenLength(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Digits_are_told_from_all_other_bytes()
    {
        // Eight bytes are looked at together: no byte in any place may pass for a digit.
        for (int place = 0; place < 8; place++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] text = "11111111"u8.ToArray();
                text[place] = (byte)value;
                int expected = value is >= '0' and <= '9' && !(place == 0 && value == '0') ? 8 : place;
                if (value == '.' || (value | 0x20) == 'e' || (place == 0 && value is '-' or '0'))
                {
                    continue; // these go on as numbers of another form
                }

                Assert.Equal(expected, JsonNumber.TokenLength(text));
            }
        }
    }

    [Fact]
    public void Integers_read_in_every_form() =>
        Gen.Long.Sample(value =>
        {
            string text = value.ToString(CultureInfo.InvariantCulture);
            Assert.Equal(text.Length, JsonNumber.Read(Encoding.UTF8.GetBytes(text), out long read));
            Assert.Equal(value, read);
            Assert.Equal(text.Length + 2, JsonNumber.Read(Encoding.UTF8.GetBytes(text + ".0"), out read));
            Assert.Equal(value, read);
        });

    [Theory]
    [InlineData("1e3", 1000)]
    [InlineData("1.5e1", 15)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("1795432314800064146", 1795432314800064146)]
    public void Integers_may_have_an_exponent(string text, long expected)
    {
        Assert.Equal(text.Length, JsonNumber.Read(Encoding.UTF8.GetBytes(text), out long read));
        Assert.Equal(expected, read);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("9223372036854775808")]
    [InlineData("1e30")]
    [InlineData("1e999999999")]
    public void What_is_no_integer_of_64_bits_is_none(string text) =>
        Assert.Equal(0, JsonNumber.Read(Encoding.UTF8.GetBytes(text), out long _));

    private static void AssertSame(string text)
    {
        Assert.Equal(text.Length, JsonNumber.Read(Encoding.UTF8.GetBytes(text), out double read));
        double expected = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(read), $"{text}: {expected:R} expected, {read:R} read");
    }
}
