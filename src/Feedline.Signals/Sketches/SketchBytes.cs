using System.Buffers.Binary;
using System.Numerics;

namespace Feedline.Signals;

/// <summary>The frame that all sketches share as bytes: FL, kind, version, length of the whole; content; checksum.</summary>
internal static class SketchBytes
{
    public const byte Version = 1;

    public const int HeaderLength = 8;

    public const int ChecksumLength = 4;

    /// <summary>Up to here counts are exact as doubles too, and no sum of two overflows.</summary>
    public const long MostValues = 1L << 53;

    /// <summary>CRC-32C: finds every change of up to 32 bits in a row, and all but one in 2³² of the others.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte one in bytes)
            crc = BitOperations.Crc32C(crc, one);

        return ~crc;
    }
}
