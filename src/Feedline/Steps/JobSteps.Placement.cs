namespace Feedline;

/// <summary>Which row a rank's step belongs to.</summary>
/// <remarks>
/// Mostly the one of its number. After a restart numbers fall back, and then it is not enough: what a killed rank had not yet
/// sent is lost, so that its number may not fall where its peers' fall, and it may have missed a whole attempt. A step is then
/// placed by time, with each clock's offset taken out.
/// </remarks>
internal sealed partial class JobSteps
{
    /// <summary>A clock's offset follows what is seen by this share a step, of at most a step: clocks drift, but slowly.</summary>
    private const double OffsetGain = 1.0 / 8;

    /// <summary>A restart is at least so many times longer than the rank's step before.</summary>
    private const int RestartSteps = 4;

    private long _attemptBegan = long.MinValue;

    /// <summary>Gives the row of a step, a new one where there is none; -1 for a step that lies before the open rows.</summary>
    private long Place(RankSteps rank, long step, long end)
    {
        bool fell = rank.LastStep >= 0 && step <= rank.LastStep;
        long time = end - rank.Offset;
        long found = FindRow(rank, fell ? rank.Attempt + 1 : rank.Attempt, step, time);
        bool restarted = fell;
        if (found >= 0)
        {
            ref RowHead head = ref _heads[Slot(found)];
            if (head.Attempt > rank.Attempt || !IsAfterRestart(rank, found, step, time, end))
            {
                rank.Attempt = head.Attempt;
                rank.Offset = rank.LastEnd == long.MinValue
                    ? end - head.Time
                    : rank.Offset + (long)(OffsetGain * Math.Clamp(time - head.Time, -rank.LastGap, rank.LastGap));
                return found;
            }

            restarted = true;
        }

        int newest = _openEnd > 0 ? _heads[Slot(_openEnd - 1)].Attempt : 0;
        if (restarted)
            rank.Attempt = Math.Max(rank.Attempt + 1, newest);
        else if (rank.Attempt < newest && time >= _attemptBegan)
            rank.Attempt = newest;

        if (_openEnd > 0)
        {
            ref RowHead last = ref _heads[Slot(_openEnd - 1)];
            if (rank.Attempt < last.Attempt || (rank.Attempt == last.Attempt && step <= last.Step))
                return -1;
        }

        if (rank.Attempt > newest)
            _attemptBegan = time;

        return OpenRow(step, rank.Attempt, time);
    }

    /// <summary>The open row of a step, of an attempt or a later one; of several the nearest in time; -1 when there is none.</summary>
    private long FindRow(RankSteps rank, int attempt, long step, long time)
    {
        long found = -1;
        long nearest = long.MaxValue;
        for (long sequence = Math.Max(rank.LastSequence + 1, _endSequence); sequence < _openEnd; sequence++)
        {
            ref RowHead head = ref _heads[Slot(sequence)];
            if (head.Step != step || head.Attempt < attempt)
                continue;

            long distance = Math.Abs(time - head.Time);
            if (distance < nearest)
            {
                nearest = distance;
                found = sequence;
            }

            if (head.Attempt == _heads[Slot(_openEnd - 1)].Attempt)
                break;
        }

        return found;
    }

    /// <summary>
    /// Whether a rank's step has the number of a row but repeats it: the rank has skipped numbers, its peers are beyond the row,
    /// and ended it closer to the rank's own step before than to this one. Without a skipped number it may be a clock set forward.
    /// </summary>
    private bool IsAfterRestart(RankSteps rank, long sequence, long step, long time, long end)
    {
        ref RowHead head = ref _heads[Slot(sequence)];
        ref RowHead last = ref _heads[Slot(_openEnd - 1)];
        if (rank.LastGap == 0 || step == rank.LastStep + 1 || (last.Attempt == head.Attempt && last.Step <= head.Step))
            return false;

        long distance = time - head.Time;
        return distance > 0.75 * (end - rank.LastEnd) && distance > RestartSteps * rank.LastGap;
    }

    private long OpenRow(long step, int attempt, long time)
    {
        if (_openEnd - _endSequence >= OpenRowsLimit)
        {
            foreach (RankSteps rank in _ranks)
                rank.IsAbsent |= rank.LastSequence < _endSequence;

            CloseRow();
        }

        int slot = Slot(_openEnd);
        _heads[slot] = new RowHead { Step = step, Attempt = attempt, Time = time };
        int ranks = _ranks.Length;
        foreach (double[] cells in _cells)
            cells.AsSpan(slot * ranks, ranks).Fill(double.NaN);

        _ends.AsSpan(slot * ranks, ranks).Fill(long.MinValue);
        _starts.AsSpan(slot * ranks, ranks).Fill(long.MinValue);
        return _openEnd++;
    }
}
