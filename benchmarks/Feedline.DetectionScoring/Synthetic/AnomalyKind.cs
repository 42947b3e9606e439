namespace Feedline.DetectionScoring.Synthetic;

/// <summary>What is planted in a series.</summary>
internal enum AnomalyKind
{
    /// <summary>One to three values far out.</summary>
    Spike,

    /// <summary>A value that is usual, but not at that time: that of another phase of the season.</summary>
    OutOfSeason,

    /// <summary>Another level from there on, for long or for good.</summary>
    Shift,

    /// <summary>A slow rise or fall that ends as abruptly as a failure does, or stays.</summary>
    Ramp,

    /// <summary>Much more noise for a while.</summary>
    Noisy,

    /// <summary>One value, again and again.</summary>
    Stuck,

    /// <summary>A peak of the season, or the busy part of a day, that does not come.</summary>
    NoPeak,

    /// <summary>The same values, slower or faster.</summary>
    Pace,

    /// <summary>Several spikes in a short time.</summary>
    Burst,

    /// <summary>Down to the least value for a while.</summary>
    Outage,

    /// <summary>More of everything for a while: no value out of the range, but all of them high.</summary>
    Busy,
}
