using System.Text;

namespace Feedline.Sources;

/// <summary>The names of OTLP's fields, in camel case as the protocol asks and in snake case as some writers have them.</summary>
internal static class OtlpFields
{
    public static OtlpField FindEscaped(ReadOnlySpan<byte> raw) => Find(Encoding.UTF8.GetBytes(JsonText.ToString(raw, escaped: true)));

    public static OtlpField Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 => name.SequenceEqual("sum"u8) ? OtlpField.Sum : name.SequenceEqual("key"u8) ? OtlpField.Key : OtlpField.Unknown,
        4 => name.SequenceEqual("name"u8) ? OtlpField.Name : name.SequenceEqual("unit"u8) ? OtlpField.Unit : OtlpField.Unknown,
        5 => name.SequenceEqual("asInt"u8) ? OtlpField.AsInt
            : name.SequenceEqual("gauge"u8) ? OtlpField.Gauge
            : name.SequenceEqual("count"u8) ? OtlpField.Count
            : name.SequenceEqual("flags"u8) ? OtlpField.Flags
            : name.SequenceEqual("value"u8) ? OtlpField.Value
            : OtlpField.Unknown,
        6 => name.SequenceEqual("as_int"u8) ? OtlpField.AsInt : OtlpField.Unknown,
        7 => name.SequenceEqual("metrics"u8) ? OtlpField.Metrics : name.SequenceEqual("summary"u8) ? OtlpField.Summary : OtlpField.Unknown,
        8 => name.SequenceEqual("asDouble"u8) ? OtlpField.AsDouble
            : name.SequenceEqual("resource"u8) ? OtlpField.Resource
            : name.SequenceEqual("intValue"u8) ? OtlpField.IntValue
            : OtlpField.Unknown,
        9 => name.SequenceEqual("as_double"u8) ? OtlpField.AsDouble
            : name.SequenceEqual("histogram"u8) ? OtlpField.Histogram
            : name.SequenceEqual("boolValue"u8) ? OtlpField.BoolValue
            : name.SequenceEqual("int_value"u8) ? OtlpField.IntValue
            : OtlpField.Unknown,
        10 => name.SequenceEqual("attributes"u8) ? OtlpField.Attributes
            : name.SequenceEqual("dataPoints"u8) ? OtlpField.DataPoints
            : name.SequenceEqual("bytesValue"u8) ? OtlpField.BytesValue
            : name.SequenceEqual("arrayValue"u8) ? OtlpField.ListValue
            : name.SequenceEqual("bool_value"u8) ? OtlpField.BoolValue
            : OtlpField.Unknown,
        11 => name.SequenceEqual("stringValue"u8) ? OtlpField.StringValue
            : name.SequenceEqual("doubleValue"u8) ? OtlpField.DoubleValue
            : name.SequenceEqual("isMonotonic"u8) ? OtlpField.IsMonotonic
            : name.SequenceEqual("data_points"u8) ? OtlpField.DataPoints
            : name.SequenceEqual("bytes_value"u8) ? OtlpField.BytesValue
            : name.SequenceEqual("kvlistValue"u8) || name.SequenceEqual("array_value"u8) ? OtlpField.ListValue
            : OtlpField.Unknown,
        12 => name.SequenceEqual("timeUnixNano"u8) ? OtlpField.TimeUnixNano
            : name.SequenceEqual("scopeMetrics"u8) ? OtlpField.ScopeMetrics
            : name.SequenceEqual("is_monotonic"u8) ? OtlpField.IsMonotonic
            : name.SequenceEqual("string_value"u8) ? OtlpField.StringValue
            : name.SequenceEqual("double_value"u8) ? OtlpField.DoubleValue
            : name.SequenceEqual("kvlist_value"u8) ? OtlpField.ListValue
            : name.SequenceEqual("resourceLogs"u8) ? OtlpField.OtherSignal
            : OtlpField.Unknown,
        13 => name.SequenceEqual("scope_metrics"u8) ? OtlpField.ScopeMetrics
            : name.SequenceEqual("resourceSpans"u8) || name.SequenceEqual("resource_logs"u8) ? OtlpField.OtherSignal
            : OtlpField.Unknown,
        14 => name.SequenceEqual("time_unix_nano"u8) ? OtlpField.TimeUnixNano
            : name.SequenceEqual("resource_spans"u8) ? OtlpField.OtherSignal
            : OtlpField.Unknown,
        15 => name.SequenceEqual("resourceMetrics"u8) ? OtlpField.ResourceMetrics : OtlpField.Unknown,
        16 => name.SequenceEqual("resource_metrics"u8) ? OtlpField.ResourceMetrics
            : name.SequenceEqual("resourceProfiles"u8) ? OtlpField.OtherSignal
            : OtlpField.Unknown,
        17 => name.SequenceEqual("resource_profiles"u8) ? OtlpField.OtherSignal : OtlpField.Unknown,
        20 => name.SequenceEqual("exponentialHistogram"u8) ? OtlpField.Histogram : OtlpField.Unknown,
        21 => name.SequenceEqual("exponential_histogram"u8) ? OtlpField.Histogram : OtlpField.Unknown,
        22 => name.SequenceEqual("aggregationTemporality"u8) ? OtlpField.AggregationTemporality : OtlpField.Unknown,
        23 => name.SequenceEqual("aggregation_temporality"u8) ? OtlpField.AggregationTemporality : OtlpField.Unknown,
        // The name of scopeMetrics in OTLP before 1.0.
        29 => name.SequenceEqual("instrumentationLibraryMetrics"u8) ? OtlpField.ScopeMetrics : OtlpField.Unknown,
        31 => name.SequenceEqual("instrumentation_library_metrics"u8) ? OtlpField.ScopeMetrics : OtlpField.Unknown,
        _ => OtlpField.Unknown,
    };
}
