using System.Runtime.InteropServices;

namespace Feedline;

/// <summary>Reads what ranks have sent since the last update, step by step.</summary>
internal sealed partial class JobSteps
{
    private const int ReadChunk = 256;

    /// <summary>A job whose steps are not numbered is known as such after so many step durations without a number.</summary>
    private const int UnnumberedAfter = 32;

    private readonly long[] _times = new long[ReadChunk];
    private readonly double[] _values = new double[ReadChunk];
    private readonly long[] _stepTimes = new long[ReadChunk];
    private readonly double[] _stepValues = new double[ReadChunk];
    private bool _unnumbered;

    private bool TryTakeFirstTime(int series)
    {
        long cursor = 0;
        if (_store.ReadFrom(series, ref cursor, _times.AsSpan(0, 1), _values.AsSpan(0, 1)) == 0)
            return false;

        _first = Math.Min(_first, _times[0]);
        return true;
    }

    /// <summary>
    /// Reads some steps of each rank in turn: of what was sent in one long batch, no rank's rows must wait for the next rank's.
    /// </summary>
    /// <returns>True when there may be more.</returns>
    private bool ReadRanks(bool isFirst)
    {
        bool hasMore = false;
        for (int slot = 0; slot < _ranks.Length; slot++)
        {
            // Both look at all series of the rank: the second finds in the cache what the first has fetched.
            if (isFirst)
                Hear(_ranks[slot]);

            hasMore |= ReadSteps(_ranks[slot], slot);
        }

        CloseRows();
        return hasMore;
    }

    private void Hear(RankSteps rank)
    {
        long heard = rank.Heartbeat;
        foreach (int series in CollectionsMarshal.AsSpan(rank.Series))
            heard = Math.Max(heard, _store.LastTimeOf(series));

        rank.Heartbeat = heard;
        _last = Math.Max(_last, heard);
    }

    /// <summary>Reads some of a rank's steps.</summary>
    /// <returns>True when there may be more.</returns>
    private bool ReadSteps(RankSteps rank, int slot)
    {
        int room = Math.Min(ReadChunk, OpenRowsLimit / 2);
        List<ColumnFeed> clocks = rank.Numbers;
        if (!rank.IsNumbered)
        {
            rank.IsNumbered = HasSamples(rank.Numbers, 1);
            if (!rank.IsNumbered)
            {
                _unnumbered |= HasSamples(rank.Durations, UnnumberedAfter);
                if (!_unnumbered)
                    return false;

                clocks = rank.Durations;
            }
        }

        // A further attempt may bring a series of its own: it begins where the one before ends.
        foreach (ref ColumnFeed clock in CollectionsMarshal.AsSpan(clocks))
        {
            int read = _store.ReadFrom(clock.Series, ref clock.Cursor, _stepTimes.AsSpan(0, room), _stepValues);
            for (int i = 0; i < read; i++)
                EndStep(rank, slot, rank.IsNumbered ? (long)_stepValues[i] : ++rank.Counted, _stepTimes[i]);

            if (read == room)
                return true;
        }

        return false;
    }

    private bool HasSamples(List<ColumnFeed> feeds, int count)
    {
        foreach (ColumnFeed feed in feeds)
        {
            if (_store.EndOf(feed.Series) >= count)
                return true;
        }

        return false;
    }

    private void EndStep(RankSteps rank, int slot, long step, long end)
    {
        if (_origin == long.MinValue)
            _origin = end;

        long sequence = Place(rank, step, end);
        int row = (int)(sequence % _capacity);
        int cell = (row * _ranks.Length) + slot;
        Span<ColumnFeed> feeds = rank.FeedsByColumn();
        for (int first = 0; first < feeds.Length;)
        {
            int column = feeds[first].Column;
            int next = first + 1;
            while (next < feeds.Length && feeds[next].Column == column)
                next++;

            double value = ReadCell(feeds[first..next], _columns[column].Aggregation, end);
            if (sequence >= 0)
                _cells[column][cell] = value;

            first = next;
        }

        if (sequence >= 0)
        {
            _ends[cell] = end;
            _starts[cell] = rank.LastEnd != long.MinValue ? rank.LastEnd : FirstStart(rank, end);
            rank.LastSequence = sequence;
            rank.IsAbsent = false;
        }

        rank.LastStep = step;
        rank.LastGap = rank.LastEnd != long.MinValue ? end - rank.LastEnd : 0;
        rank.LastEnd = end;
    }

    /// <summary>A rank's first step has no step before it: its own duration says when it began.</summary>
    private long FirstStart(RankSteps rank, long end)
    {
        foreach (ColumnFeed feed in rank.Durations)
        {
            long cursor = 0;
            int read = _store.ReadFrom(feed.Series, ref cursor, _times, _values);
            for (int i = 0; i < read && _times[i] <= end; i++)
            {
                if (i + 1 == read || _times[i + 1] > end)
                    return end - (long)Math.Clamp(_values[i] * UnixTime.NanosecondsPerSecond, 0, Math.Max(0, end - _first));
            }
        }

        return end;
    }

    /// <summary>Aggregates the samples up to the step's end that no earlier step took.</summary>
    private double ReadCell(Span<ColumnFeed> feeds, StepAggregation aggregation, long end)
    {
        double result = double.NaN;
        long lastTime = long.MinValue;
        foreach (ref ColumnFeed feed in feeds)
        {
            bool more = true;
            while (more)
            {
                long cursor = feed.Cursor;
                int read = _store.ReadFrom(feed.Series, ref cursor, _times, _values);
                int taken = 0;
                while (taken < read && _times[taken] <= end)
                {
                    result = Aggregate(result, _times[taken], _values[taken], aggregation, lastTime);
                    lastTime = Math.Max(lastTime, _times[taken]);
                    taken++;
                }

                feed.Cursor = cursor - read + taken;
                more = taken == _times.Length;
            }
        }

        return result;
    }

    private double Aggregate(double before, long time, double value, StepAggregation aggregation, long lastTime) => aggregation switch
    {
        StepAggregation.Sum => double.IsNaN(before) ? value : before + value,
        StepAggregation.Max => double.IsNaN(before) ? value : Math.Max(before, value),
        StepAggregation.Last => time >= lastTime ? value : before,

        // Relative to the job's first step until the row's start is known.
        _ => double.IsNaN(before) ? UnixTime.ToSeconds(time - _origin) : Math.Max(before, UnixTime.ToSeconds(time - _origin)),
    };
}
