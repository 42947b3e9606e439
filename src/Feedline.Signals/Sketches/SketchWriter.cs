using System.Buffers.Binary;

namespace Feedline.Signals;

/// <summary>Writes the bytes of a sketch, or only tells how many they are, so that the two never differ.</summary>
internal ref struct SketchWriter
{
    private readonly Span<byte> _destination;
    private readonly bool _isMeasuring;

    /// <summary>A writer that only measures.</summary>
    public SketchWriter()
    {
        _isMeasuring = true;
        Length = SketchBytes.HeaderLength + SketchBytes.ChecksumLength;
    }

    /// <param name="kind">What is written.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="length">What measuring has given.</param>
    public SketchWriter(SketchKind kind, Span<byte> destination, int length)
    {
        if (destination.Length < length)
            throw new ArgumentException($"{length} bytes are needed and {destination.Length} are there.", nameof(destination));

        _destination = destination[..length];
        "FL"u8.CopyTo(_destination);
        _destination[2] = (byte)kind;
        _destination[3] = SketchBytes.Version;
        BinaryPrimitives.WriteInt32LittleEndian(_destination[4..], length);
        Length = SketchBytes.HeaderLength;
    }

    /// <summary>How many bytes there are so far; the checksum is among them where only measuring.</summary>
    public int Length { get; private set; }

    public void Double(double value)
    {
        if (!_isMeasuring)
            BinaryPrimitives.WriteDoubleLittleEndian(_destination[Length..], value);
        Length += sizeof(double);
    }

    /// <summary>A number in groups of seven bits, the lowest first; all but the last group have the top bit set.</summary>
    public void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    /// <summary>Adds the checksum.</summary>
    /// <returns>How many bytes there are.</returns>
    public int Seal()
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_destination[Length..], SketchBytes.Checksum(_destination[..Length]));
        return Length + SketchBytes.ChecksumLength;
    }

    private void Byte(byte value)
    {
        if (!_isMeasuring)
            _destination[Length] = value;
        Length++;
    }
}
