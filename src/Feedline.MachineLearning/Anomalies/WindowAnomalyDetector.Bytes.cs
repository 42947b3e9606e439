using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Feedline.MachineLearning;

/// <content>
/// Saving and loading: "FLWD", version, parts, alarm score, scaling, model, quiet distances, and a SHA-256 of all before it. Numbers are little-endian.
/// </content>
public sealed partial class WindowAnomalyDetector
{
    private const int Version = 1;

    /// <summary>More than any model holds: what claims more is no model.</summary>
    private const int MostNumbers = 1 << 24;

    private static ReadOnlySpan<byte> Magic => "FLWD"u8;

    /// <summary>Writes the detector, so that <see cref="Load"/> gives one that scores the same to the last bit.</summary>
    /// <param name="stream">Where to; stays open.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(Version);
            writer.Write(Parts.Length);
            foreach (WindowPart part in Parts)
            {
                writer.Write(part.Signal);
                writer.Write(part.Feature);
                writer.Write(part.LeastSpread);
            }

            writer.Write(AlarmScore);
            Write(writer, _scaling.Centers);
            Write(writer, _scaling.Rates);
            Write(writer, _model.Mean);
            Write(writer, _model.Gains);
            Write(writer, _model.Directions);
            writer.Write(_model.RestGain);
            Write(writer, _tail.Quiet);
        }

        byte[] content = bytes.ToArray();
        stream.Write(content);
        stream.Write(SHA256.HashData(content));
    }

    /// <summary>Reads a detector that <see cref="Save"/> wrote.</summary>
    /// <param name="stream">Where from; read to its end.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidDataException">It holds no detector, one of another version, or one that was damaged.</exception>
    public static WindowAnomalyDetector Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        ReadOnlySpan<byte> all = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        if (all.Length < Magic.Length + sizeof(int) + SHA256.HashSizeInBytes || !all.StartsWith(Magic))
            throw new InvalidDataException("This is no detector of unusual windows.");

        int version = BitConverter.ToInt32(all[Magic.Length..]);
        if (version != Version)
            throw new InvalidDataException($"The detector was saved in version {version} of the format; this program reads version {Version}.");

        ReadOnlySpan<byte> content = all[..^SHA256.HashSizeInBytes];
        if (!SHA256.HashData(content).AsSpan().SequenceEqual(all[^SHA256.HashSizeInBytes..]))
            throw new InvalidDataException("The detector was damaged: its checksum is wrong.");

        bytes.SetLength(content.Length);
        bytes.Position = Magic.Length + sizeof(int);
        using var reader = new BinaryReader(bytes, Encoding.UTF8);
        try
        {
            return Read(reader);
        }
        catch (Exception exception) when (exception is EndOfStreamException or ArgumentException or FormatException)
        {
            throw new InvalidDataException("The detector was damaged: its parts do not fit together.", exception);
        }
    }

    private static WindowAnomalyDetector Read(BinaryReader reader)
    {
        int width = Count(reader.ReadInt32());
        ImmutableArray<WindowPart>.Builder parts = ImmutableArray.CreateBuilder<WindowPart>();
        for (int i = 0; i < width; i++)
            parts.Add(new WindowPart(reader.ReadString(), reader.ReadString(), reader.ReadDouble()));

        double alarmScore = reader.ReadDouble();
        var scaling = new RowScaling(Read(reader, width), Read(reader, width));
        double[] mean = Read(reader, width);
        double[] gains = Read(reader, null);
        double[] directions = Read(reader, gains.Length * width);
        double restGain = reader.ReadDouble();
        return new WindowAnomalyDetector(
            parts.ToImmutable(), scaling, new DistanceModel(mean, directions, gains, restGain), Read(reader, null), alarmScore);
    }

    private static void Write(BinaryWriter writer, ReadOnlySpan<double> values)
    {
        writer.Write(values.Length);
        foreach (double value in values)
            writer.Write(value);
    }

    private static double[] Read(BinaryReader reader, int? expected)
    {
        int count = Count(reader.ReadInt32());
        if (expected is not null && count != expected)
            throw new FormatException($"{count} numbers instead of {expected}.");

        var values = new double[count];
        for (int i = 0; i < count; i++)
            values[i] = reader.ReadDouble();
        return values;
    }

    private static int Count(int count) => count is >= 0 and <= MostNumbers ? count : throw new FormatException($"{count} numbers.");
}
