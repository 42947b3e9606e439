namespace Feedline.Sources;

/// <summary>The bounds of a reader's memory and patience. Other ones are for tests.</summary>
internal sealed record RecordingLimits
{
    public static readonly RecordingLimits Default = new();

    /// <summary>How far in time a file is read beyond what is asked for, in nanoseconds, because its lines overlap.</summary>
    public long ReadAhead { get; init; } = 5 * UnixTime.NanosecondsPerSecond;

    /// <summary>How many samples may wait for their time before no further line is read: 40 MiB.</summary>
    public int MaxPending { get; init; } = 1 << 20;

    /// <summary>The longest line, in bytes. A longer one is skipped.</summary>
    public int MaxLineLength { get; init; } = 64 << 20;

    /// <summary>How far the end of a line that is too long is looked for, in bytes.</summary>
    public long MaxSkippedLength { get; init; } = 256 << 20;

    /// <summary>Up to so many bytes a gzip file may inflate as it likes.</summary>
    public long FreeInflation { get; init; } = 64 << 20;

    /// <summary>Beyond that it may give so many bytes for one. Telemetry gives ten to forty; deflate's most is 1,032.</summary>
    public int MaxInflationRatio { get; init; } = 300;

    /// <summary>A file is no recording when the first lines of it, so many and so many bytes, hold no OTLP.</summary>
    public int ProbedLines { get; init; } = 64;

    /// <inheritdoc cref="ProbedLines"/>
    public int ProbedBytes { get; init; } = 1 << 20;

    /// <summary>How many metrics, resources and lists of attributes are remembered; beyond that the memory starts anew.</summary>
    public int MaxNames { get; init; } = 1 << 18;

    /// <summary>How many bytes they may have together.</summary>
    public int MaxNameBytes { get; init; } = 32 << 20;

    /// <summary>A time further than this from those around it is an error, in nanoseconds: a day.</summary>
    public long MaxLeap { get; init; } = 24 * 3600 * UnixTime.NanosecondsPerSecond;
}
