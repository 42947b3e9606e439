namespace Feedline.Sources;

/// <summary>The fields of OTLP that are read. All others are <see cref="Unknown"/> and skipped.</summary>
internal enum OtlpField : byte
{
    Unknown,
    ResourceMetrics,
    OtherSignal,
    Resource,
    ScopeMetrics,
    Metrics,
    Name,
    Unit,
    Gauge,
    Sum,
    Histogram,
    Summary,
    DataPoints,
    AggregationTemporality,
    IsMonotonic,
    Attributes,
    TimeUnixNano,
    AsDouble,
    AsInt,
    Count,
    Flags,
    Key,
    Value,
    StringValue,
    IntValue,
    BoolValue,
    DoubleValue,
    BytesValue,
}
