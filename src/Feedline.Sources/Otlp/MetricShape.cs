namespace Feedline.Sources;

/// <summary>What the points of an OTLP metric mean.</summary>
internal enum MetricShape : byte
{
    /// <summary>A level: a gauge, or a total that also falls.</summary>
    Level,

    /// <summary>A total that only grows.</summary>
    Total,

    /// <summary>An increase since the point before.</summary>
    Increase,

    /// <summary>Sum and count of the values since the start: a cumulative histogram, or a summary.</summary>
    TotalDistribution,

    /// <summary>Sum and count of the values since the point before.</summary>
    IntervalDistribution,
}
