using CsCheck;

namespace Feedline.Signals.Tests.Sketches;

/// <summary>Bytes that are no sketch are refused with one error, whatever is wrong with them.</summary>
public class MessageTests
{
    private static readonly Gen<byte[]> Messages = Gen.OneOf(
        Samples.Series(Samples.Ordered).Select(values =>
        {
            var sketch = new DDSketch(0.01, 1e-3, 1e3);
            sketch.Add(values);
            return Message.Of(sketch);
        }),
        Samples.Series(Samples.Ordered).Select(values =>
        {
            var digest = new TDigest(20);
            digest.Add(values);
            return Message.Of(digest);
        }),
        Gen.Select(Gen.Long[0, 100], Gen.Long[0, 1L << 40]).Array[0, 300].Select(events =>
        {
            var sum = new SlidingSum(1000, 0.05);
            long time = 0;
            foreach ((long step, long amount) in events)
                sum.Add(time += step, amount);
            return Message.Of(sum);
        }));

    /// <summary>Content of a message with a few bytes changed, inserted or taken out.</summary>
    private static readonly Gen<(char Kind, byte[] Content)> Forged =
        Gen.Select(Messages, Gen.Select(Gen.Int[0, 1 << 20], Gen.Byte, Gen.Int[0, 3]).Array[1, 4]).Select((message, edits) =>
        {
            List<byte> content = [.. Message.Content(message)];
            foreach ((int where, byte value, int how) in edits)
            {
                int at = where % (content.Count + 1);
                if (how == 0 || at == content.Count)
                    content.Insert(at, value);
                else if (how == 1)
                    content.RemoveAt(at);
                else
                    content[at] = how == 2 ? value : (byte)(content[at] ^ (1 << (value % 8)));
            }

            return ((char)message[2], content.ToArray());
        });

    [Fact]
    public void The_checksum_is_that_of_the_standard()
    {
        Assert.Equal(0xE3069283, SketchBytes.Checksum("123456789"u8));
        Gen.Byte.Array[0, 100].Sample(bytes => Assert.Equal(Message.SlowChecksum(bytes), SketchBytes.Checksum(bytes)));
    }

    [Fact]
    public void Bytes_by_chance_are_refused() =>
        Gen.Byte.Array[0, 200].Sample(AssertRefused);

    [Fact]
    public void Every_flipped_bit_is_found() =>
        Gen.Select(Messages, Gen.Int[0, 1 << 20]).Sample((message, bit) => AssertRefused(Message.Flipped(message, bit)));

    [Fact]
    public void Every_changed_stretch_is_found() =>
        Gen.Select(Messages, Gen.Int[0, 1 << 20], Gen.Byte.Array[1, 30]).Sample((message, where, noise) =>
        {
            byte[] changed = [.. message];
            for (int i = 0; i < noise.Length; i++)
                changed[(where + i) % changed.Length] ^= noise[i];
            if (!changed.AsSpan().SequenceEqual(message))
                AssertRefused(changed);
        });

    [Fact]
    public void Cut_short_or_followed_by_others_is_refused() =>
        Gen.Select(Messages, Gen.Int[0, 1 << 20], Gen.Byte.Array[1, 20]).Sample((message, length, more) =>
        {
            AssertRefused(message[..(length % message.Length)]);
            AssertRefused([.. message, .. more]);
        });

    [Fact]
    public void Other_kinds_and_versions_are_refused() => Messages.Sample(message =>
    {
        foreach (char kind in "DTS")
        {
            if (kind != message[2])
                Assert.Throws<FormatException>(() => { Read(kind, message); });
        }

        message[3]++;
        Assert.Contains("version 2", Assert.Throws<FormatException>(() => { Read((char)message[2], message); }).Message, StringComparison.Ordinal);
    }, iter: 20);

    [Fact]
    public void Forged_content_is_refused_or_a_sketch_that_holds_together() =>
        Forged.Sample(forged => AssertRefusedOrSound(forged.Kind, forged.Content), iter: 3000);

    [Fact]
    public void Content_by_chance_is_refused_or_a_sketch_that_holds_together() =>
        Gen.Select(Gen.OneOf('D', 'T', 'S'), Gen.Byte.Array[0, 200]).Sample(AssertRefusedOrSound, iter: 1000);

    [Fact]
    public void Numbers_of_more_than_64_bits_or_with_idle_groups_are_refused()
    {
        byte[] parameters = [.. BitConverter.GetBytes(20.0)];
        Assert.Equal(1, Message.Of(TDigest.Read(Message.Around('T', [.. parameters, 0, 0, 1])))[^5]);
        Assert.Throws<FormatException>(() => TDigest.Read(Message.Around('T', [.. parameters, 0x80, 0, 0, 1])));
        Assert.Throws<FormatException>(() => TDigest.Read(Message.Around('T', [.. parameters, .. Enumerable.Repeat((byte)0xFF, 9), 2, 0, 1])));
        Assert.Throws<FormatException>(() => TDigest.Read(Message.Around('T', [.. parameters, .. Enumerable.Repeat((byte)0xFF, 200)])));
    }

    private static byte[] Read(char kind, byte[] bytes) => kind switch
    {
        'D' => Message.Of(DDSketch.Read(bytes)),
        'T' => Message.Of(TDigest.Read(bytes)),
        _ => Message.Of(SlidingSum.Read(bytes)),
    };

    private static void AssertRefused(byte[] bytes)
    {
        foreach (char kind in "DTS")
            Assert.Throws<FormatException>(() => { Read(kind, bytes); });
    }

    private static void AssertRefusedOrSound(char kind, byte[] content)
    {
        byte[] bytes = Message.Around(kind, content);
        byte[] again;
        try
        {
            again = Read(kind, bytes);
        }
        catch (FormatException)
        {
            return;
        }

        if (kind == 'S')
            AssertSound(SlidingSum.Read(bytes), SlidingSum.Read(again));
        else
            Assert.Equal(bytes, again);
        if (kind == 'D')
            AssertSound(DDSketch.Read(bytes));
        if (kind == 'T')
            AssertSound(TDigest.Read(bytes));
    }

    private static void AssertSound(DDSketch sketch)
    {
        double low = sketch.Quantile(0), middle = sketch.Quantile(0.5), high = sketch.Quantile(1);
        Assert.Equal(sketch.Count == 0, double.IsNaN(middle));
        Assert.False(low > middle || middle > high);
    }

    private static void AssertSound(TDigest digest)
    {
        double low = digest.Quantile(0), middle = digest.Quantile(0.5), high = digest.Quantile(1);
        Assert.False(low > middle || middle > high);
        digest.Add([.. Enumerable.Range(0, 2000).Select(i => (double)i)]);
        Assert.False(digest.Quantile(0.2) > digest.Quantile(0.7));
    }

    private static void AssertSound(SlidingSum sum, SlidingSum settled)
    {
        long whole = sum.At(long.MinValue);
        Assert.InRange(whole, 0, long.MaxValue);
        double error = sum.RelativeError;
        if (error < 1)
            Assert.InRange((double)settled.At(long.MinValue), whole / (1 + error) * (1 - error), whole / (1 - error) * (1 + error));
        Assert.Equal(0, sum.At(long.MaxValue) - settled.At(long.MaxValue));
    }
}
