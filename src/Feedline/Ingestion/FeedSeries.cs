namespace Feedline;

/// <summary>A series as one instrument feeds it.</summary>
internal sealed class FeedSeries(SeriesHandle handle, InstrumentSum? sum)
{
    public SeriesHandle Handle { get; } = handle;

    /// <summary>Null when measurements are samples as they are.</summary>
    public InstrumentSum? Sum { get; } = sum;

    /// <summary>Where each measurement counts as a request; null where it is none.</summary>
    public SeriesHandle? Requests { get; init; }

    /// <summary>What this instrument added to the sum. Guarded by the sum.</summary>
    public double Contributed { get; set; }
}
