using System.Buffers.Binary;

namespace Feedline.Signals.Tests.Sketches;

/// <summary>Damages the bytes of sketches, and mends the frame around forged content so that only the content can give it away.</summary>
internal static class Message
{
    public static byte[] Of(DDSketch sketch)
    {
        byte[] bytes = new byte[sketch.SerializedLength];
        Assert.Equal(bytes.Length, sketch.WriteTo(bytes));
        return bytes;
    }

    public static byte[] Of(TDigest digest)
    {
        byte[] bytes = new byte[digest.SerializedLength];
        Assert.Equal(bytes.Length, digest.WriteTo(bytes));
        return bytes;
    }

    public static byte[] Of(SlidingSum sum)
    {
        byte[] bytes = new byte[sum.SerializedLength];
        Assert.Equal(bytes.Length, sum.WriteTo(bytes));
        return bytes;
    }

    /// <summary>With one bit turned.</summary>
    public static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] copy = [.. bytes];
        copy[bit / 8 % copy.Length] ^= (byte)(1 << (bit % 8));
        return copy;
    }

    /// <summary>A whole message around some content.</summary>
    public static byte[] Around(char kind, ReadOnlySpan<byte> content)
    {
        byte[] bytes = [(byte)'F', (byte)'L', (byte)kind, 1, 0, 0, 0, 0, .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 4), SlowChecksum(bytes.AsSpan(0, bytes.Length - 4)));
        return bytes;
    }

    /// <summary>What stands between the frame.</summary>
    public static byte[] Content(byte[] bytes) => bytes[8..^4];

    /// <summary>CRC-32C bit by bit.</summary>
    public static uint SlowChecksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
        }

        return ~crc;
    }
}
