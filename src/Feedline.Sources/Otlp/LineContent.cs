namespace Feedline.Sources;

/// <summary>What a line of a recording turned out to be.</summary>
internal enum LineContent
{
    Metrics,

    /// <summary>OTLP, but logs, spans or profiles.</summary>
    OtherSignal,

    /// <summary>JSON that is no OTLP.</summary>
    Foreign,

    /// <summary>No JSON, or OTLP whose fields are of the wrong type.</summary>
    Corrupt,
}
