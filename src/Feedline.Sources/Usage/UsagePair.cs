namespace Feedline.Sources;

/// <summary>A key and a model: the series that their requests go to, made when the first sample comes.</summary>
internal sealed class UsagePair(int key, int model)
{
    public SeriesHandle? Answered, Refused, TimedOut, Failed, Input, Output, Duration, TokenLimit, RequestLimit;

    public int Key => key;

    public int Model => model;

    /// <summary>The second whose bucket was used last, and where in it.</summary>
    public long LastSecond { get; set; } = long.MinValue;

    public int LastBucket { get; set; }

    /// <summary>The youngest second it was in: it has no bucket in a later one.</summary>
    public long LatestSecond { get; set; } = long.MinValue;

    /// <summary>What the key was last seen with and is written: most rows say the same.</summary>
    public UsageKeyInfo WrittenInfo { get; set; } = new(-2, -2, -2, -2);

    /// <summary>The limits written last: only changes are written.</summary>
    public double LastTokenLimit { get; set; } = double.NaN;

    public double LastRequestLimit { get; set; } = double.NaN;
}
