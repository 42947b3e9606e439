using System.Buffers.Binary;

namespace Feedline;

/// <summary>Writes a detector's state: little endian, with a mark, a version and a checksum.</summary>
internal sealed class StateWriter
{
    /// <summary>Begins the state of a <see cref="SeriesDetector"/>.</summary>
    public const uint OfSeries = 0x53444C46;

    /// <summary>Begins the state of a <see cref="PeerDetector"/>.</summary>
    public const uint OfPeers = 0x50444C46;

    public const int Version = 3;
    private readonly List<byte> _bytes = [];

    public StateWriter(uint mark)
    {
        Write(unchecked((int)mark));
        Write(Version);
    }

    public void Write(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _bytes.AddRange(bytes);
    }

    public void Write(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _bytes.AddRange(bytes);
    }

    public void Write(double value) => Write(BitConverter.DoubleToInt64Bits(value));

    public void Write(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            Write(value);
    }

    public void Write(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
            Write(BitConverter.SingleToInt32Bits(value));
    }

    public void Write(ReadOnlySpan<ushort> values)
    {
        foreach (ushort value in values)
        {
            _bytes.Add((byte)value);
            _bytes.Add((byte)(value >> 8));
        }
    }

    public byte[] ToArray()
    {
        Write(Checksum(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes)));
        return [.. _bytes];
    }

    /// <summary>FNV-1a: finds damage, not forgery.</summary>
    public static long Checksum(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in bytes)
            hash = (hash ^ b) * 1099511628211;
        return unchecked((long)hash);
    }
}
