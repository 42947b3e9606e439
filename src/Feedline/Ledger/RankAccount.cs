namespace Feedline;

/// <summary>What of a rank's time is accounted for by rows.</summary>
internal sealed class RankAccount
{
    /// <summary>Where its first row begins, in nanoseconds since 1970.</summary>
    public long Start { get; init; }

    /// <summary>Where its last row ends, in nanoseconds since 1970.</summary>
    public long End { get; set; }
}
