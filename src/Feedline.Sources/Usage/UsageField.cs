namespace Feedline.Sources;

/// <summary>What a column of a usage log may hold.</summary>
internal enum UsageField : byte
{
    None,
    Time,
    Key,
    Model,
    InputTokens,
    OutputTokens,
    TotalTokens,
    Status,
    Error,
    Latency,
    Owner,
    Deployment,
    Pod,
    TokenLimit,
    RequestLimit,
}
