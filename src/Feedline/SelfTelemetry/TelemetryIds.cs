namespace Feedline;

/// <summary>The stable ids of severities, states and outcomes, as telemetry writes them.</summary>
internal static class TelemetryIds
{
    public static string Of(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Info => "info",
        FindingSeverity.Warning => "warning",
        FindingSeverity.Error => "error",
        _ => "critical",
    };

    public static string Of(FindingState state) => state switch
    {
        FindingState.Opened => "opened",
        FindingState.Ongoing => "ongoing",
        _ => "resolved",
    };

    public static string Of(SampleOutcome outcome) => outcome switch
    {
        SampleOutcome.Accepted => "accepted",
        SampleOutcome.NotFinite => "not-finite",
        SampleOutcome.Sentinel => "sentinel",
        SampleOutcome.OutOfOrder => "out-of-order",
        SampleOutcome.CounterReset => "counter-reset",
        _ => "series-limit",
    };
}
