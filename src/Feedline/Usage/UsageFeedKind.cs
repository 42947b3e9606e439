namespace Feedline;

/// <summary>What the samples of an inference series say.</summary>
internal enum UsageFeedKind
{
    None,
    Answered,
    Refused,
    TimedOut,
    Tokens,
    Latency,
    TokenLimit,
    RequestLimit,
}
