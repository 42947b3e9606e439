namespace Feedline;

/// <summary>What the samples of an inference series say.</summary>
internal enum UsageFeedKind
{
    Answered,
    Refused,
    TimedOut,
    Tokens,
    Latency,
    Limit,
}
