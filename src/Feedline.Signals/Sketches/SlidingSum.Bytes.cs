namespace Feedline.Signals;

/// <content>As bytes, to be merged elsewhere.</content>
public sealed partial class SlidingSum
{
    // Three numbers of at least one byte each.
    private const int LeastBucketLength = 3;

    /// <summary>How many bytes <see cref="WriteTo"/> takes now: some 40, and 3 to 30 for each bucket. Joins what can be joined.</summary>
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

    /// <summary>Writes the sum as bytes that <see cref="Read"/> takes back, on any machine; what can be joined in it is joined.</summary>
    /// <param name="destination">Where to, at least <see cref="SerializedLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <remarks>
    /// <para>O(buckets), nothing is allocated. Little-endian; a number stands in groups of seven bits, lowest first, all but the last with
    /// the top bit set.</para>
    /// <para>Bytes 0 to 2 are FLS, byte 3 the version, 1, bytes 4 to 7 the length of the whole, the last four the CRC-32C of all before.
    /// Between them: the error it was made with and the one merging has raised it to, 8 bytes each; the window; the latest time
    /// less <see cref="long.MinValue"/>; the number of buckets; then for each, the latest first, three numbers: from its end to the
    /// beginning of the one before it (to the latest time for the first), from its beginning to its end, and its amount.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">There is too little room; nothing is written.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var writer = new SketchWriter(SketchKind.SlidingSum, destination, SerializedLength);
        Write(ref writer);
        return writer.Seal();
    }

    /// <summary>Reads what <see cref="WriteTo"/> has written: a sum that gives and merges into what the one written does.</summary>
    /// <param name="source">The bytes of one sum and no others. The checksum finds damage, not forgery.</param>
    /// <returns>The sum. What is added later may be joined at other moments than in the one written, within the same error.</returns>
    /// <remarks>Takes at most some 32 times the memory of the bytes.</remarks>
    /// <exception cref="FormatException">The bytes are cut short, damaged, of another version or not those of a SlidingSum.</exception>
    public static SlidingSum Read(ReadOnlySpan<byte> source)
    {
        var reader = new SketchReader(SketchKind.SlidingSum, source);
        double error = reader.Double();
        double raised = reader.Double();
        SlidingSum sum;
        try
        {
            sum = new SlidingSum(reader.Number(long.MaxValue), error);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw SketchReader.Impossible(e);
        }

        if (!(raised >= error))
            throw SketchReader.Impossible();

        sum.RelativeError = raised;
        sum.ReadBuckets(ref reader);
        return sum;
    }

    private void Write(ref SketchWriter writer)
    {
        writer.Double(_bucketError);
        writer.Double(RelativeError);
        writer.Number((ulong)Window);
        writer.Number(Distance(long.MinValue, _newest));
        writer.Number((ulong)_end);
        long next = _newest;
        for (int i = _end - 1; i >= 0; i--)
        {
            TimeBucket bucket = _buckets[i];
            writer.Number(Distance(bucket.To, next));
            writer.Number(Distance(bucket.From, bucket.To));
            writer.Number((ulong)bucket.Amount);
            next = bucket.From;
        }
    }

    private void ReadBuckets(ref SketchReader reader)
    {
        _newest = (long)(reader.Number() ^ (1ul << 63));
        int count = (int)reader.Number(reader.Left / LeastBucketLength);
        GrowFor(count);
        long next = _newest;
        for (int i = count - 1; i >= 0; i--)
        {
            long to = Earlier(next, ref reader);
            long from = Earlier(to, ref reader);
            long amount = reader.Number(long.MaxValue - _total);

            // A bucket too large for what is newer than it would break the promise of the error.
            if (amount == 0 || (from < to && amount > 2 * _bucketError * _total))
                throw SketchReader.Impossible();

            _buckets[i] = new TimeBucket(from, to, amount);
            _total += amount;
            next = from;
        }

        _end = count;
        if (reader.Left > 0)
            throw SketchReader.Impossible();
    }

    /// <summary>From one time to another that is not before it; the difference of two longs can take all 64 bits.</summary>
    private static ulong Distance(long from, long to) => (ulong)to - (ulong)from;

    private static long Earlier(long time, ref SketchReader reader)
    {
        ulong distance = reader.Number();
        return distance <= Distance(long.MinValue, time) ? (long)((ulong)time - distance) : throw SketchReader.Impossible();
    }
}
