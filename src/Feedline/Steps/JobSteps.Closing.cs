using Feedline.Signals;

namespace Feedline;

/// <summary>Closes rows that all ranks have ended.</summary>
internal sealed partial class JobSteps
{
    private void CloseRows()
    {
        while (_endSequence < _openEnd && IsComplete(_endSequence))
            CloseRow();
    }

    private bool IsComplete(long sequence)
    {
        foreach (RankSteps rank in _ranks)
        {
            if (rank.LastSequence < sequence && rank.HasClock && !rank.IsAbsent)
                return false;
        }

        return true;
    }

    private void CloseRow()
    {
        long sequence = _endSequence++;
        ref RowHead head = ref _heads[Slot(sequence)];
        head.End = TypicalTime(Ends(sequence));
        head.Start = TypicalTime(Starts(sequence));
        head.Seconds = TypicalLength(sequence);
        double start = UnixTime.ToSeconds(head.Start - _origin);
        for (int column = 0; column < _columns.Length; column++)
        {
            if (_columns[column].Aggregation != StepAggregation.LastTime)
                continue;

            foreach (ref double value in _cells[column].AsSpan(Slot(sequence) * _ranks.Length, _ranks.Length))
                value -= start;
        }
    }

    /// <summary>The median over the ranks: the clock of one rank, or of a few, may be off by anything.</summary>
    private long TypicalTime(ReadOnlySpan<long> times)
    {
        int count = 0;
        foreach (long time in times)
        {
            if (time != long.MinValue)
                _scratch[count++] = time - _origin;
        }

        return count > 0 ? _origin + (long)Median.InPlace(_scratch.AsSpan(0, count)) : _origin;
    }

    /// <summary>The median of what each rank took by its own clock, in seconds.</summary>
    private double TypicalLength(long sequence)
    {
        ReadOnlySpan<long> ends = Ends(sequence);
        ReadOnlySpan<long> starts = Starts(sequence);
        int count = 0;
        for (int slot = 0; slot < ends.Length; slot++)
        {
            if (ends[slot] != long.MinValue)
                _scratch[count++] = ends[slot] - starts[slot];
        }

        return count > 0 ? Median.InPlace(_scratch.AsSpan(0, count)) / UnixTime.NanosecondsPerSecond : 0;
    }
}
