namespace Feedline.Signals;

/// <summary>
/// The sum or count over the last stretch of time, such as retransmits of the last minute, within a guaranteed relative error and
/// without keeping every event: an exponential histogram. Not thread-safe.
/// </summary>
/// <remarks>
/// <para>Amounts that follow each other share a bucket as long as the bucket holds at most 2ε times what is newer than it. Only the oldest
/// bucket can reach beyond the window; half of it is counted, so the error is at most half of it, which is at most ε of the sum.
/// Source: Datar, Gionis, Indyk and Motwani, "Maintaining Stream Statistics over Sliding Windows", SIAM J. Comput. 31 (2002), with the
/// bound itself as the rule of merging; merging of histograms after Papapetrou, Garofalakis and Deligiannakis, PVLDB 5 (2012).</para>
/// <para>O(1) per amount amortised. A sum of S takes at most 1 / ε + 2 ln(1 + S ε) / ln(1 + 2ε) + 4 buckets of 24 bytes and room for up to four
/// times as many: about 1,700 buckets for a sum of 10⁹ at 1 %. Nothing is allocated once the room has grown to that.</para>
/// <para>Times are integers of any unit, mostly nanoseconds, and come in order, those asked for included: one earlier than the latest so
/// far counts as the latest.</para>
/// </remarks>
public sealed partial class SlidingSum
{
    private const int FirstCapacity = 32;

    private readonly double _bucketError;

    // A little less than 2ε, so that rounding cannot break the guarantee.
    private readonly double _shareOfNewer;
    private TimeBucket[] _buckets = new TimeBucket[FirstCapacity];
    private TimeBucket[] _replay = [];
    private int _first;
    private int _end;
    private long _total;
    private long _newest = long.MinValue;

    /// <summary>Makes an empty sum.</summary>
    /// <param name="window">Length of the window, in the unit of the times, at least 1.</param>
    /// <param name="relativeError">ε, the greatest relative error, from 0.001 to 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public SlidingSum(long window, double relativeError)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        if (!(relativeError is >= 0.001 and <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(relativeError), relativeError, "The error lies between 0.001 and 0.5.");

        Window = window;
        _bucketError = relativeError;
        _shareOfNewer = 2 * relativeError * (1 - 1e-9);
        RelativeError = relativeError;
    }

    /// <summary>Length of the window, in the unit of the times.</summary>
    public long Window { get; }

    /// <summary>
    /// Greatest relative error of <see cref="At"/>. Merging raises it: (1 + the larger of both) (1 + the error this was made with) - 1, which
    /// is 2ε + ε² after the first merge. To total nodes without that, add up their sums instead.
    /// </summary>
    public double RelativeError { get; private set; }

    /// <summary>How many buckets there is room for.</summary>
    internal int Room => _buckets.Length;

    /// <summary>Adds an amount.</summary>
    /// <param name="time">When.</param>
    /// <param name="amount">How much, 0 or more; 1 to count events.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is negative.</exception>
    /// <exception cref="OverflowException">What is held would exceed <see cref="long.MaxValue"/>; the amount is not added.</exception>
    public void Add(long time, long amount = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        if (amount == 0)
            return;

        _ = checked(_total + amount);
        _newest = Math.Max(time, _newest);
        if (_end == _buckets.Length)
            MakeRoom();
        _buckets[_end++] = new TimeBucket(_newest, _newest, amount);
        _total += amount;
    }

    /// <summary>The sum of the amounts in the window that ends at a time, beginning excluded.</summary>
    /// <param name="time">End of the window; one earlier than the latest so far counts as that.</param>
    /// <returns>A value within <see cref="RelativeError"/> of the sum; 0 if and only if it is 0.</returns>
    public long At(long time)
    {
        _newest = Math.Max(time, _newest);
        long start = Start(_newest);
        Expire(start);
        if (_first == _end)
            return 0;

        TimeBucket oldest = _buckets[_first];
        return oldest.From > start ? _total : _total - oldest.Amount / 2;
    }

    /// <summary>Adds what another sum holds, as if its buckets came half at their beginning and half at their end.</summary>
    /// <param name="other">A sum over a window of the same length; it stays as it is, though what can be joined in it is joined.</param>
    /// <exception cref="ArgumentException">The other window has another length.</exception>
    /// <exception cref="OverflowException">What is held would exceed <see cref="long.MaxValue"/>; nothing is merged.</exception>
    public void Merge(SlidingSum other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Window != Window)
            throw new ArgumentException("Only sums over windows of the same length can be merged.", nameof(other));

        // The result must not depend on when each of them last made room, or a sum read from bytes would merge otherwise.
        Settle();
        other.Settle();
        _total = checked(_total + other._total);
        int most = 2 * (_end + other._end);
        if (_replay.Length < most)
            _replay = new TimeBucket[Math.Max(most, 2 * _replay.Length)];

        int count = Halve(_buckets.AsSpan(0, _end), _replay);
        count += Halve(other._buckets.AsSpan(0, other._end), _replay.AsSpan(count));
        Span<TimeBucket> halves = _replay.AsSpan(0, count);
        halves.Sort(static (a, b) => a.To.CompareTo(b.To));
        _newest = Math.Max(_newest, other._newest);
        Take(halves);
        RelativeError = (1 + Math.Max(RelativeError, other.RelativeError)) * (1 + _bucketError) - 1;
    }

    /// <summary>Forgets all amounts.</summary>
    public void Clear()
    {
        _first = 0;
        _end = 0;
        _total = 0;
        _newest = long.MinValue;
    }

    private static int Halve(ReadOnlySpan<TimeBucket> buckets, Span<TimeBucket> halves)
    {
        int count = 0;
        foreach (TimeBucket bucket in buckets)
        {
            // A bucket of one instant stays whole: nothing about it is uncertain.
            long early = bucket.From == bucket.To ? 0 : bucket.Amount / 2;
            if (early > 0)
                halves[count++] = new TimeBucket(bucket.From, bucket.From, early);
            halves[count++] = new TimeBucket(bucket.To, bucket.To, bucket.Amount - early);
        }

        return count;
    }

    private long Start(long now) => now < long.MinValue + Window ? long.MinValue : now - Window;

    private void Expire(long start)
    {
        while (_first < _end && _buckets[_first].To <= start)
            _total -= _buckets[_first++].Amount;
    }

    private void MakeRoom()
    {
        Settle();
        GrowFor(_end);
    }

    /// <summary>Drops what has left the window and joins what can be; what is left lies at the front.</summary>
    private void Settle()
    {
        Expire(Start(_newest));
        Span<TimeBucket> held = _buckets.AsSpan(_first.._end);
        int kept = Compress(held);
        held[^kept..].CopyTo(_buckets);
        _first = 0;
        _end = kept;
    }

    /// <summary>Replaces the buckets by others of the same total, ascending, less what has left the window.</summary>
    private void Take(Span<TimeBucket> buckets)
    {
        long start = Start(_newest);
        while (!buckets.IsEmpty && buckets[0].To <= start)
        {
            _total -= buckets[0].Amount;
            buckets = buckets[1..];
        }

        int kept = Compress(buckets);
        _first = 0;
        _end = 0;
        GrowFor(kept);
        buckets[^kept..].CopyTo(_buckets);
        _end = kept;
    }

    /// <summary>Keeps half of the room free, or every amount would cost a pass.</summary>
    private void GrowFor(int kept)
    {
        int room = _buckets.Length;
        while (kept > room / 2)
            room *= 2;
        if (room > _buckets.Length)
            Array.Resize(ref _buckets, room);
    }

    /// <summary>Joins buckets, newest first, as far as the error allows; what is left lies at the end.</summary>
    private int Compress(Span<TimeBucket> held)
    {
        int to = held.Length;
        double newer = 0;
        for (int i = held.Length - 1; i >= 0; i--)
        {
            TimeBucket bucket = held[i];
            if (to < held.Length && held[to].MayTake(bucket, _shareOfNewer * newer))
            {
                held[to] = held[to].With(bucket);
                continue;
            }

            newer += to < held.Length ? held[to].Amount : 0;
            held[--to] = bucket;
        }

        return held.Length - to;
    }
}
