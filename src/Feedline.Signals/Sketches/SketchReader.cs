using System.Buffers.Binary;

namespace Feedline.Signals;

/// <summary>Reads the bytes of a sketch; all that is not as a writer leaves it is a <see cref="FormatException"/>.</summary>
internal ref struct SketchReader
{
    private ReadOnlySpan<byte> _rest;

    public SketchReader(SketchKind kind, ReadOnlySpan<byte> source)
    {
        if (source.Length < SketchBytes.HeaderLength + SketchBytes.ChecksumLength)
            throw new FormatException($"{source.Length} bytes are too few for a {kind}.");
        if (!source.StartsWith("FL"u8) || source[2] != (byte)kind)
            throw new FormatException($"The bytes are not those of a {kind}.");
        if (source[3] != SketchBytes.Version)
            throw new FormatException($"The bytes are of version {source[3]}, not {SketchBytes.Version}.");

        int length = BinaryPrimitives.ReadInt32LittleEndian(source[4..]);
        if (length != source.Length)
            throw new FormatException($"The bytes should be {length} but are {source.Length}: cut short, or followed by others.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(source[^SketchBytes.ChecksumLength..]) != SketchBytes.Checksum(source[..^SketchBytes.ChecksumLength]))
            throw new FormatException("The bytes are damaged: their checksum does not match.");

        _rest = source[SketchBytes.HeaderLength..^SketchBytes.ChecksumLength];
    }

    /// <summary>How many bytes of the content are left.</summary>
    public readonly int Left => _rest.Length;

    /// <summary>The error for a frame that is right around content that no sketch writes.</summary>
    public static FormatException Impossible(Exception? cause = null) => new("The bytes hold what was never written so.", cause);

    public double Double()
    {
        if (_rest.Length < sizeof(double))
            throw Impossible();

        double value = BinaryPrimitives.ReadDoubleLittleEndian(_rest);
        _rest = _rest[sizeof(double)..];
        return value;
    }

    /// <summary>A number up to a limit.</summary>
    public long Number(long most)
    {
        ulong number = Number();
        return number <= (ulong)most ? (long)number : throw Impossible();
    }

    public ulong Number()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64 && !_rest.IsEmpty; shift += 7)
        {
            byte group = _rest[0];
            _rest = _rest[1..];
            ulong bits = group & 0x7Ful;
            value |= bits << shift;
            if (group >= 0x80)
                continue;

            // One way only to write each number, or two messages could differ and mean the same.
            bool isShortest = group > 0 || shift == 0;
            return isShortest && value >> shift == bits ? value : throw Impossible();
        }

        throw Impossible();
    }
}
