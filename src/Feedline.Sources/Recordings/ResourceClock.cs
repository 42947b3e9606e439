namespace Feedline.Sources;

/// <summary>Follows the clock of one resource through a file.</summary>
/// <remarks>
/// A line that lies wholly before the one before it is either late (an exporter's second try) or the clock was set back. The
/// next line tells: after a late one, time goes on where it was; twice in a row is a step of the clock. Then all later times
/// are moved forward by as much as it stepped, so that the resource's time goes on, until the file's own times have caught up.
/// A leap forward of over a day is believed when the next line confirms it: one damaged digit must not send a rank to the future.
/// </remarks>
internal sealed class ResourceClock
{
    private long _lastFirst;
    private long _lastEnd;
    private long _gap = 1;
    private bool _isRunning;
    private bool _leapt;

    /// <summary>What to add to the file's times, in nanoseconds.</summary>
    public long Shift { get; private set; }

    /// <summary>Points that wait for what comes next.</summary>
    public HeldGroup? Held { get; set; }

    /// <summary>Judges the next points by their first and last time in the file.</summary>
    public ClockVerdict Judge(long first, long last, long maxLeap)
    {
        if (first > _lastEnd)
        {
            Shift = 0; // the file's own times go on from what was written
        }

        long start = first + Shift;
        long end = last + Shift;
        if (_isRunning && start - _lastEnd > maxLeap && !_leapt)
        {
            _leapt = true;
            return ClockVerdict.Stray;
        }

        _leapt = false;
        ClockVerdict verdict = ClockVerdict.Take;
        if (_isRunning && end < _lastFirst)
        {
            if (Held is null)
            {
                return ClockVerdict.Hold;
            }

            Shift = _lastEnd + _gap - Held.FirstTime;
            verdict = ClockVerdict.SteppedBack;
            start = first + Shift;
            end = Math.Max(last, Held.Samples[^1].Time) + Shift;
        }
        else if (_isRunning)
        {
            _gap = Math.Max(1, start - _lastEnd);
        }

        _isRunning = true;
        _lastFirst = start;
        _lastEnd = end;
        return verdict;
    }
}
