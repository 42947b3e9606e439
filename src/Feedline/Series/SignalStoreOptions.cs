namespace Feedline;

/// <summary>The bounds of the signal store. Memory is taken as series fill, never beyond series × samples × 16 bytes.</summary>
public sealed class SignalStoreOptions
{
    /// <summary>The default of <see cref="MaxSeries"/>.</summary>
    public const int DefaultMaxSeries = 32_768;

    /// <summary>The default of <see cref="SamplesPerSeries"/>.</summary>
    public const int DefaultSamplesPerSeries = 512;

    /// <summary>
    /// How many series are kept, 1 to 4,194,304. Samples of further series are dropped and counted, and one series on top,
    /// <c>feedline.samples.overflow</c>, shows when. Default: 32,768.
    /// </summary>
    public int MaxSeries { get; set; } = DefaultMaxSeries;

    /// <summary>How many of its youngest samples each series keeps, 16 to 1,048,576; rounded up to a power of two. Default: 512.</summary>
    public int SamplesPerSeries { get; set; } = DefaultSamplesPerSeries;
}
