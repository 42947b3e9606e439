using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Feedline.MachineLearning.Classification;

/// <summary>The file of a model: eight letters, a version, the length and the SHA-256 of what follows, and that.</summary>
internal static class ModelFile
{
    /// <summary>Grows when the file, a feature or the window changes: a model of another version would be asked about other numbers.</summary>
    public const int Version = 1;

    /// <summary>A longer file is none of ours.</summary>
    private const int MostBytes = 64 << 20;
    private const int HeaderBytes = 8 + 4 + 4 + 32;

    private static ReadOnlySpan<byte> Magic => "FEEDLFMC"u8;

    public static void Write(FailureModeModel model, Stream stream)
    {
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
            WriteBody(model, writer);

        Span<byte> header = stackalloc byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], (int)body.Length);
        SHA256.HashData(body.GetBuffer().AsSpan(0, (int)body.Length), header[16..]);
        stream.Write(header);
        body.WriteTo(stream);
    }

    public static FailureModeModel Read(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header[..8].SequenceEqual(Magic))
            throw new InvalidDataException("This is not a Feedline failure-mode model.");

        int version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (version != Version)
            throw new InvalidDataException($"The failure-mode model is of version {version}; this package reads version {Version}. Train it anew with 'feedline train'.");

        int length = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        if (length is < 0 or > MostBytes)
            throw new InvalidDataException("The failure-mode model is damaged: its length makes no sense.");

        var body = new byte[length];
        if (stream.ReadAtLeast(body, length, throwOnEndOfStream: false) < length)
            throw new InvalidDataException("The failure-mode model is cut short.");

        if (!SHA256.HashData(body).AsSpan().SequenceEqual(header[16..]))
            throw new InvalidDataException("The failure-mode model is damaged: its checksum is wrong.");

        using var reader = new BinaryReader(new MemoryStream(body), Encoding.UTF8);
        FailureModeModel model = ReadBody(reader);
        return model.Features.SequenceEqual(WindowFeatures.Names)
            ? model
            : throw new InvalidDataException("The failure-mode model goes by other features than this package knows. Train it anew with 'feedline train'.");
    }

    private static void WriteBody(FailureModeModel model, BinaryWriter writer)
    {
        writer.Write(model.Origin);
        writer.Write(model.Features.Length);
        foreach (string feature in model.Features)
            writer.Write(feature);

        writer.Write(model.Modes.Length);
        for (int mode = 0; mode < model.Modes.Length; mode++)
        {
            writer.Write(model.Modes[mode].Id);
            writer.Write(model.Calibrations[mode].Slope);
            writer.Write(model.Calibrations[mode].Offset);
            writer.Write(model.Trees[mode].Bias);
            writer.Write(model.Trees[mode].Trees.Length);
            foreach (Tree tree in model.Trees[mode].Trees)
                WriteTree(tree, writer);
        }

        writer.Write(model.Novelty.Limit);
        WriteFloats(model.Novelty.Centres, writer);
        WriteFloats(model.Novelty.Scales, writer);
        foreach (Envelope envelope in model.Novelty.Envelopes)
        {
            WriteFloats(envelope.Least, writer);
            WriteFloats(envelope.Greatest, writer);
        }
    }

    private static void WriteTree(Tree tree, BinaryWriter writer)
    {
        writer.Write((short)tree.Features.Length);
        writer.Write(tree.Features);
        WriteFloats(tree.Thresholds, writer);
        foreach (short child in tree.Lower)
            writer.Write(child);

        foreach (short child in tree.Greater)
            writer.Write(child);

        WriteFloats(tree.Expected, writer);
        WriteFloats(tree.Leaves, writer);
    }

    private static void WriteFloats(float[] values, BinaryWriter writer)
    {
        foreach (float value in values)
            writer.Write(value);
    }

    private static FailureModeModel ReadBody(BinaryReader reader)
    {
        string origin = reader.ReadString();
        ImmutableArray<string> features = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];
        int count = reader.ReadInt32();
        var modes = new FailureMode[count];
        var trees = new BoostedTrees[count];
        var calibrations = new Calibration[count];
        for (int mode = 0; mode < count; mode++)
        {
            modes[mode] = new FailureMode(reader.ReadString());
            calibrations[mode] = new Calibration(reader.ReadDouble(), reader.ReadDouble());
            double bias = reader.ReadDouble();
            var ensemble = new Tree[reader.ReadInt32()];
            for (int i = 0; i < ensemble.Length; i++)
                ensemble[i] = ReadTree(reader);

            trees[mode] = new BoostedTrees(bias, ensemble);
        }

        double limit = reader.ReadDouble();
        float[] centres = ReadFloats(reader, features.Length);
        float[] scales = ReadFloats(reader, features.Length);
        var envelopes = new Envelope[count + 1];
        for (int i = 0; i < envelopes.Length; i++)
            envelopes[i] = new Envelope(ReadFloats(reader, features.Length), ReadFloats(reader, features.Length));

        return new FailureModeModel([.. modes], features, trees, calibrations, new NoveltyTest(centres, scales, envelopes, limit), origin);
    }

    private static Tree ReadTree(BinaryReader reader)
    {
        int nodes = reader.ReadInt16();
        return new Tree(
            reader.ReadBytes(nodes), ReadFloats(reader, nodes), ReadShorts(reader, nodes), ReadShorts(reader, nodes), ReadFloats(reader, nodes),
            ReadFloats(reader, nodes + 1));
    }

    private static float[] ReadFloats(BinaryReader reader, int count)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = reader.ReadSingle();

        return values;
    }

    private static short[] ReadShorts(BinaryReader reader, int count)
    {
        var values = new short[count];
        for (int i = 0; i < count; i++)
            values[i] = reader.ReadInt16();

        return values;
    }
}
