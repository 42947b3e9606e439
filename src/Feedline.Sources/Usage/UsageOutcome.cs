namespace Feedline.Sources;

/// <summary>What became of an inference request.</summary>
internal enum UsageOutcome : byte
{
    Answered,

    /// <summary>Refused for rate or quota: HTTP 429, or 529 of providers that say so when overloaded.</summary>
    Refused,

    /// <summary>Given up by the server, a gateway or the client: HTTP 408, 499, 504, 524.</summary>
    TimedOut,

    /// <summary>Any other fault.</summary>
    Failed,
}
