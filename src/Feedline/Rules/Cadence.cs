namespace Feedline.Rules;

/// <summary>How many steps lie between two of a kind, checkpoints or evaluations, and when the next is due.</summary>
/// <remarks>By step numbers, which a restart falls back to; some are early or late, as where a clock decides.</remarks>
internal struct Cadence
{
    private long _last;
    private long _shortest;
    private long _longest;

    /// <summary>The step was one.</summary>
    public void Observe(long step)
    {
        long gap = step - _last;
        if (_last > 0 && gap > 0)
        {
            _shortest = _shortest == 0 ? gap : Math.Min(_shortest, gap);
            _longest = Math.Max(_longest, gap);
        }

        _last = step;
    }

    /// <summary>Whether a step may be one, going by those before.</summary>
    public readonly bool IsDue(long step)
    {
        long slack = (_longest - _shortest + 1) / 2;
        return _shortest > 0 && step - _last >= _shortest - slack && step - _last <= _longest + slack;
    }
}
