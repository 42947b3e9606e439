namespace Feedline.Signals;

/// <content>As bytes.</content>
public sealed partial class SsaModel
{
    /// <summary>How many bytes <see cref="WriteTo"/> takes: about 8 (N + L rank + L).</summary>
    public int SerializedLength
    {
        get
        {
            var writer = new SketchWriter();
            Write(ref writer);
            return writer.Length;
        }
    }

    /// <summary>Writes the model as bytes that <see cref="Read"/> takes back, on any machine.</summary>
    /// <param name="destination">Where to, at least <see cref="SerializedLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <remarks>
    /// Little-endian; a number stands in groups of seven bits, lowest first, all but the last with the top bit set. Bytes 0 to 2 are FLM, byte 3 the
    /// version, 1, bytes 4 to 7 the length of the whole, the last four the CRC-32C of all before. Between them: L, N and the rank,
    /// numbers; then, 8 bytes each, the series, the directions and the recurrence.
    /// </remarks>
    /// <exception cref="ArgumentException">There is too little room; nothing is written.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var writer = new SketchWriter(SketchKind.SsaModel, destination, SerializedLength);
        Write(ref writer);
        return writer.Seal();
    }

    /// <summary>Reads what <see cref="WriteTo"/> has written: a model whose detectors score as those of the one written.</summary>
    /// <param name="source">The bytes of one model and no others. The checksum finds damage, not forgery.</param>
    /// <returns>The model. It takes no more memory than twice the bytes.</returns>
    /// <exception cref="FormatException">The bytes are cut short, damaged, of another version or not those of a model.</exception>
    public static SsaModel Read(ReadOnlySpan<byte> source)
    {
        var reader = new SketchReader(SketchKind.SsaModel, source);
        long window = reader.Number(int.MaxValue), count = reader.Number(int.MaxValue), rank = reader.Number(int.MaxValue);
        if (window < 2 || count <= 2 * window || rank < 1 || rank > Math.Max(1, window / 2)
            || reader.Left != sizeof(double) * (count + (rank * window) + window - 1))
        {
            throw SketchReader.Impossible();
        }

        double[] series = Doubles(ref reader, (int)count);
        var directions = new double[rank][];
        for (int i = 0; i < rank; i++)
            directions[i] = Doubles(ref reader, (int)window);
        return new SsaModel(series, new SubspaceTraining(directions, Doubles(ref reader, (int)window - 1)));
    }

    private static double[] Doubles(ref SketchReader reader, int count)
    {
        var values = new double[count];
        foreach (ref double value in values.AsSpan())
        {
            value = reader.Double();
            if (!IsTaken(value))
                throw SketchReader.Impossible();
        }

        return values;
    }

    private void Write(ref SketchWriter writer)
    {
        writer.Number((ulong)Window);
        writer.Number((ulong)_series.Length);
        writer.Number((ulong)Rank);
        foreach (double value in _series)
            writer.Double(value);
        foreach (double[] direction in Training.Directions)
        {
            foreach (double value in direction)
                writer.Double(value);
        }

        foreach (double value in Training.Recurrence)
            writer.Double(value);
    }
}
