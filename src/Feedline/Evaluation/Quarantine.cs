namespace Feedline;

/// <summary>Counts a rule's failures in a row, and leaves it out for a while when there are too many.</summary>
/// <remarks>All times are those of evaluations, so that a replay decides as a live run would.</remarks>
internal sealed class Quarantine(int afterFailures)
{
    /// <summary>How long a rule is left out the first time.</summary>
    public static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(30);

    /// <summary>How long a rule is left out at most.</summary>
    public static readonly TimeSpan LongestBackOff = TimeSpan.FromHours(1);

    private long _since;
    private long _until = long.MinValue;
    private int _times;

    public int ConsecutiveFailures { get; private set; }

    /// <summary>The time of the first of the failures in a row.</summary>
    public long FirstFailure { get; private set; }

    /// <summary>Whether the rule is quarantined: left out, or about to be tried again.</summary>
    public bool IsOn => _times > 0;

    /// <summary>Until when the rule is left out. Only meaningful while <see cref="IsOn"/>.</summary>
    public long Until => _until;

    /// <summary>Whether the rule is to be left out now. A clock that was set back does not lengthen the wait.</summary>
    public bool Holds(long now) => IsOn && now < _until && now >= _since;

    /// <summary>Takes in a failure.</summary>
    public void Fail(long now)
    {
        if (ConsecutiveFailures++ == 0)
            FirstFailure = now;

        if (ConsecutiveFailures < afterFailures)
            return;

        TimeSpan backOff = FirstBackOff * Math.Pow(2, Math.Min(_times, 16));
        _times++;
        _since = now;
        _until = now + UnixTime.ToNanoseconds(backOff < LongestBackOff ? backOff : LongestBackOff);
    }

    /// <summary>Takes in a success: all is forgiven.</summary>
    public void Succeed()
    {
        ConsecutiveFailures = 0;
        _times = 0;
        _until = long.MinValue;
    }
}
