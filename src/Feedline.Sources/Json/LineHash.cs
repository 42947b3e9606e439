using System.Buffers.Binary;

namespace Feedline.Sources;

/// <summary>A hash of 64 bits, for telling texts of one recording apart. Not against a writer who wants two to collide.</summary>
internal static class LineHash
{
    private const ulong First = 0x9E37_79B9_7F4A_7C15;
    private const ulong Second = 0xD1B5_4A32_D192_ED03;
    private const ulong Third = 0xA076_1D64_78BD_642F;

    public static ulong Of(ReadOnlySpan<byte> text)
    {
        ulong left = First ^ (ulong)text.Length;
        ulong right = Second;
        ReadOnlySpan<byte> rest = text;
        while (rest.Length >= 32)
        {
            // Two chains, so that the processor multiplies both at once.
            left = Mix(BinaryPrimitives.ReadUInt64LittleEndian(rest) ^ left, BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]) ^ First);
            right = Mix(BinaryPrimitives.ReadUInt64LittleEndian(rest[16..]) ^ right, BinaryPrimitives.ReadUInt64LittleEndian(rest[24..]) ^ Second);
            rest = rest[32..];
        }

        while (rest.Length >= 8)
        {
            left = Mix(BinaryPrimitives.ReadUInt64LittleEndian(rest) ^ left, Third);
            rest = rest[8..];
        }

        ulong tail = 0;
        foreach (byte value in rest)
        {
            tail = (tail << 8) | value;
        }

        return Mix(left ^ tail, right ^ Third);
    }

    private static ulong Mix(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
