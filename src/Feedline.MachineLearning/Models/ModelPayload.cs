using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;

namespace Feedline.MachineLearning;

/// <summary>A component's part of a model: length, bytes, and a checksum over them, so that damage is told and not computed with.</summary>
internal static class ModelPayload
{
    private const int Checksum = 8;

    /// <summary>More than any component writes: a damaged length must not take all memory.</summary>
    private const int Longest = 1 << 26;

    public static void Save(ModelSaveContext context, ModelFormat format, Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            write(writer);

        byte[] bytes = stream.ToArray();
        BinaryWriter target = MlNetInternals.BeginSave(context, format);
        target.Write(bytes.Length);
        target.Write(bytes);
        target.Write(SHA256.HashData(bytes), 0, Checksum);
    }

    /// <exception cref="FormatException">The part is cut short, damaged, or of another version.</exception>
    public static T Load<T>(object context, ModelFormat format, Func<BinaryReader, T> read)
    {
        try
        {
            BinaryReader source = MlNetInternals.BeginLoad(context, format);
            int length = source.ReadInt32();
            if (length is < 0 or > Longest)
                throw Damaged(format, "its length makes no sense");

            byte[] bytes = source.ReadBytes(length);
            byte[] checksum = source.ReadBytes(Checksum);
            if (bytes.Length < length || checksum.Length < Checksum)
                throw Damaged(format, "it is cut short");

            if (!checksum.AsSpan().SequenceEqual(SHA256.HashData(bytes).AsSpan(0, Checksum)))
                throw Damaged(format, "its checksum is wrong");

            using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
            return read(reader);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or InvalidDataException)
        {
            throw new FormatException($"The part {format.LoadName} of the model cannot be read: {exception.Message}", exception);
        }
    }

    public static void WriteTexts(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (string text in texts)
            writer.Write(text);
    }

    public static string[] ReadTexts(BinaryReader reader)
    {
        var texts = new List<string>();
        for (int left = reader.ReadInt32(); left > 0; left--)
            texts.Add(reader.ReadString());

        return [.. texts];
    }

    private static FormatException Damaged(ModelFormat format, string how) =>
        new($"The part {format.LoadName} of the model is damaged: {how}.");
}
