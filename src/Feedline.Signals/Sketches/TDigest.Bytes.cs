namespace Feedline.Signals;

/// <content>As bytes, to be merged elsewhere.</content>
public sealed partial class TDigest
{
    /// <summary>How many bytes <see cref="WriteTo"/> takes now: about 24, and 9 to 11 for each of some δ centroids. Settles what waits.</summary>
    public int SerializedLength
    {
        get
        {
            Settle();
            var writer = new SketchWriter();
            Write(ref writer);
            return writer.Length;
        }
    }

    /// <summary>Writes the digest as bytes that <see cref="Read"/> takes back, on any machine; what waits in it is settled.</summary>
    /// <param name="destination">Where to, at least <see cref="SerializedLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <remarks>
    /// <para>O(δ), nothing is allocated. Little-endian; a number stands in groups of seven bits, lowest first, all but the last with the top
    /// bit set.</para>
    /// <para>Bytes 0 to 2 are FLT, byte 3 the version, 1, bytes 4 to 7 the length of the whole, the last four the CRC-32C of all before.
    /// Between them: compression, 8 bytes; the numbers of -∞ and of +∞; 1 or 0 as the next merge goes upward or downward; then
    /// for each centroid, ascending, its mean, 8 bytes, and its weight, a number.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">There is too little room; nothing is written.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var writer = new SketchWriter(SketchKind.TDigest, destination, SerializedLength);
        Write(ref writer);
        return writer.Seal();
    }

    /// <summary>Reads what <see cref="WriteTo"/> has written: a digest that behaves as the one written.</summary>
    /// <param name="source">The bytes of one digest and no others. The checksum finds damage, not forgery.</param>
    /// <returns>The digest. It takes as much memory as its compression needs, 160 KB at most whatever the bytes say.</returns>
    /// <exception cref="FormatException">The bytes are cut short, damaged, of another version or not those of a TDigest.</exception>
    public static TDigest Read(ReadOnlySpan<byte> source)
    {
        var reader = new SketchReader(SketchKind.TDigest, source);
        TDigest digest;
        try
        {
            digest = new TDigest(reader.Double());
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw SketchReader.Impossible(e);
        }

        digest._minusInfinities = reader.Number(SketchBytes.MostValues);
        digest._plusInfinities = reader.Number(SketchBytes.MostValues - digest._minusInfinities);
        digest._finite = digest._centroids.Read(ref reader, most: SketchBytes.MostValues - digest.Count);
        return digest;
    }

    private void Write(ref SketchWriter writer)
    {
        writer.Double(Compression);
        writer.Number((ulong)_minusInfinities);
        writer.Number((ulong)_plusInfinities);
        _centroids.Write(ref writer);
    }
}
