namespace Feedline.Sources;

/// <summary>The stable ids of the reasons.</summary>
internal static class DropReasons
{
    public static string Id(this DropReason reason) => reason switch
    {
        DropReason.CorruptLine => "corrupt-line",
        DropReason.LineTooLong => "line-too-long",
        DropReason.NotMetrics => "not-metrics",
        DropReason.NotOtlp => "not-otlp",
        DropReason.DuplicateLine => "duplicate-line",
        DropReason.NoValue => "no-value",
        DropReason.BadTime => "bad-time",
        DropReason.NoName => "no-name",
        DropReason.StrayTime => "stray-time",
        DropReason.ClockSteppedBack => "clock-stepped-back",
        DropReason.NotFinite => "not-finite",
        DropReason.Sentinel => "sentinel",
        DropReason.OutOfOrder => "out-of-order",
        DropReason.CounterReset => "counter-reset",
        DropReason.SeriesLimit => "series-limit",
        DropReason.DamagedGzip => "damaged-gzip",
        DropReason.GzipBomb => "gzip-bomb",
        DropReason.EndlessLine => "endless-line",
        DropReason.Unreadable => "unreadable",
        DropReason.BadNumber => "bad-number",
        DropReason.KeyLimit => "key-limit",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    /// <summary>What it means, for a reader of the report.</summary>
    public static string Describe(this DropReason reason) => reason switch
    {
        DropReason.CorruptLine => "lines that are no complete OTLP/JSON",
        DropReason.LineTooLong => "lines longer than a reader may hold",
        DropReason.NotMetrics => "lines of logs, spans or profiles",
        DropReason.NotOtlp => "lines of JSON that is not OTLP",
        DropReason.DuplicateLine => "lines that an exporter sent again",
        DropReason.NoValue => "points without a value",
        DropReason.BadTime => "points without a usable time",
        DropReason.NoName => "points of a metric without a name",
        DropReason.StrayTime => "points whose time lies over a day from those around them",
        DropReason.ClockSteppedBack => "steps back of a clock; nothing is lost: later times of that resource are moved forward by as much",
        DropReason.NotFinite => "values that are NaN or infinite",
        DropReason.Sentinel => "values that stand for no value",
        DropReason.OutOfOrder => "points older than their series' last one",
        DropReason.CounterReset => "points where a running total fell",
        DropReason.SeriesLimit => "points of series beyond the limit",
        DropReason.DamagedGzip => "a gzip file that is cut off or damaged: what comes after is lost",
        DropReason.GzipBomb => "a gzip file that inflates beyond measure: what comes after is left",
        DropReason.EndlessLine => "a file without line ends: what comes after is left",
        DropReason.Unreadable => "a file that could not be read on: what comes after is lost",
        DropReason.BadNumber => "rows of a usage log with a number that is none",
        DropReason.KeyLimit => "rows of keys beyond the limit; nothing is lost: they count together, under one key",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    /// <summary>The reason for what a writer did not accept.</summary>
    public static DropReason Of(SampleOutcome outcome) => outcome switch
    {
        SampleOutcome.NotFinite => DropReason.NotFinite,
        SampleOutcome.Sentinel => DropReason.Sentinel,
        SampleOutcome.OutOfOrder => DropReason.OutOfOrder,
        SampleOutcome.CounterReset => DropReason.CounterReset,
        SampleOutcome.SeriesLimit => DropReason.SeriesLimit,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
