namespace Feedline;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Info = 1,

    /// <summary>GPU time is lost; the job goes on.</summary>
    Warning,

    /// <summary>Much GPU time is lost, or will be.</summary>
    Error,

    /// <summary>The job does not progress, or its result is at risk.</summary>
    Critical,
}
