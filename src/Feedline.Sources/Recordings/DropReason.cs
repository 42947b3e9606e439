namespace Feedline.Sources;

/// <summary>Why something of a recording was left out or changed. Their ids are part of the reports: see <see cref="DropReasons"/>.</summary>
internal enum DropReason : byte
{
    CorruptLine,
    LineTooLong,
    NotMetrics,
    NotOtlp,
    DuplicateLine,
    NoValue,
    BadTime,
    NoName,
    StrayTime,
    ClockSteppedBack,
    NotFinite,
    Sentinel,
    OutOfOrder,
    CounterReset,
    SeriesLimit,
    DamagedGzip,
    GzipBomb,
    EndlessLine,
    Unreadable,
    BadNumber,
    KeyLimit,
}
