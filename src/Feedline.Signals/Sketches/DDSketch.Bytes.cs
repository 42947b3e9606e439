namespace Feedline.Signals;

/// <content>As bytes, to be merged elsewhere.</content>
public sealed partial class DDSketch
{
    /// <summary>How many bytes <see cref="WriteTo"/> takes now: 36, and a few for each bucket in use.</summary>
    public int SerializedLength
    {
        get
        {
            var writer = new SketchWriter();
            Write(ref writer);
            return writer.Length;
        }
    }

    /// <summary>Writes the sketch as bytes that <see cref="Read"/> takes back, on any machine; it stays as it is.</summary>
    /// <param name="destination">Where to, at least <see cref="SerializedLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <remarks>
    /// <para>O(buckets), nothing is allocated. Little-endian; a number stands in groups of seven bits, lowest first, all but the last with the
    /// top bit set.</para>
    /// <para>Bytes 0 to 2 are FLD, byte 3 the version, 1, bytes 4 to 7 the length of the whole, the last four the CRC-32C of all before.
    /// Between them: error, least and greatest, 8 bytes each; then for each run of counts above 0 the number of slots skipped, the
    /// number of counts, and the counts. Slots are the buckets of positive values ascending, too large, too small; the same of
    /// negative values by magnitude; zero. 2ᵏ buckets split each doubling of the magnitude, the least k with
    /// 2⁻ᵏ ≤ 2 error / (1 - error) (1 - 10⁻⁹), the first one the bucket that holds the least magnitude.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">There is too little room; nothing is written.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var writer = new SketchWriter(SketchKind.DDSketch, destination, SerializedLength);
        Write(ref writer);
        return writer.Seal();
    }

    /// <summary>Reads what <see cref="WriteTo"/> has written: a sketch that behaves as the one written.</summary>
    /// <param name="source">The bytes of one sketch and no others. The checksum finds damage, not forgery.</param>
    /// <returns>The sketch. It takes as much memory as its error and range need, 17 MB at most whatever the bytes say.</returns>
    /// <exception cref="FormatException">The bytes are cut short, damaged, of another version or not those of a DDSketch.</exception>
    public static DDSketch Read(ReadOnlySpan<byte> source)
    {
        var reader = new SketchReader(SketchKind.DDSketch, source);
        DDSketch sketch;
        try
        {
            sketch = new DDSketch(reader.Double(), reader.Double(), reader.Double());
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw SketchReader.Impossible(e);
        }

        sketch.ReadCounts(ref reader);
        return sketch;
    }

    private void Write(ref SketchWriter writer)
    {
        writer.Double(RelativeError);
        writer.Double(Least);
        writer.Double(Greatest);

        ReadOnlySpan<long> rest = _counts.AsSpan(0, _buckets.NaN);
        for (int skipped = rest.IndexOfAnyExcept(0); skipped >= 0; skipped = rest.IndexOfAnyExcept(0))
        {
            rest = rest[skipped..];
            int zero = rest.IndexOf(0);
            int run = zero < 0 ? rest.Length : zero;
            writer.Number((ulong)skipped);
            writer.Number((ulong)run);
            foreach (long count in rest[..run])
                writer.Number((ulong)count);
            rest = rest[run..];
        }
    }

    private void ReadCounts(ref SketchReader reader)
    {
        Span<long> rest = _counts.AsSpan(0, _buckets.NaN);
        long left = SketchBytes.MostValues;
        while (reader.Left > 0)
        {
            long skipped = reader.Number(rest.Length);
            bool isFirst = rest.Length == _buckets.NaN;
            rest = rest[(int)skipped..];
            long run = reader.Number(rest.Length);

            // Runs that touch would have been written as one.
            if (run == 0 || (skipped == 0 && !isFirst))
                throw SketchReader.Impossible();

            foreach (ref long count in rest[..(int)run])
            {
                count = reader.Number(left);
                left -= count;
                if (count == 0)
                    throw SketchReader.Impossible();
            }

            rest = rest[(int)run..];
        }
    }
}
