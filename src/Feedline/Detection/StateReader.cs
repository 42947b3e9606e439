using System.Buffers.Binary;

namespace Feedline;

/// <summary>Reads what <see cref="StateWriter"/> wrote, and nothing else.</summary>
internal sealed class StateReader
{
    private readonly byte[] _bytes;
    private int _at;

    public StateReader(ReadOnlySpan<byte> bytes, uint mark)
    {
        const int Header = 2 * sizeof(int);
        if (bytes.Length < Header + sizeof(long) || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != mark)
            throw new FormatException("These bytes are not the state of such a detector.");
        int version = BinaryPrimitives.ReadInt32LittleEndian(bytes[sizeof(int)..]);
        if (version != StateWriter.Version)
            throw new FormatException($"The state has version {version}; this one reads version {StateWriter.Version}.");
        if (StateWriter.Checksum(bytes[..^sizeof(long)]) != BinaryPrimitives.ReadInt64LittleEndian(bytes[^sizeof(long)..]))
            throw new FormatException("The state is damaged: its checksum is wrong.");

        _bytes = bytes[..^sizeof(long)].ToArray();
        _at = Header;
    }

    public int ReadInt(int least, int greatest)
    {
        int value = BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
        Require(value >= least && value <= greatest);
        return value;
    }

    public long ReadLong() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public double ReadDouble()
    {
        double value = BitConverter.Int64BitsToDouble(ReadLong());
        Require(double.IsFinite(value));
        return value;
    }

    public void Read(Span<double> values)
    {
        foreach (ref double value in values)
            value = ReadDouble();
    }

    public void Read(Span<float> values)
    {
        foreach (ref float value in values)
        {
            value = BitConverter.Int32BitsToSingle(ReadInt(int.MinValue, int.MaxValue));
            Require(float.IsFinite(value));
        }
    }

    public void Read(Span<ushort> values)
    {
        foreach (ref ushort value in values)
            value = BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));
    }

    public void End() => Require(_at == _bytes.Length);

#pragma warning disable CA1822 // Part of reading: it says that what was read cannot be.
    public void Require(bool condition)
#pragma warning restore CA1822
    {
        if (!condition)
            throw new FormatException("The state holds what no detector writes.");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        Require(_bytes.Length - _at >= length);
        _at += length;
        return _bytes.AsSpan(_at - length, length);
    }
}
