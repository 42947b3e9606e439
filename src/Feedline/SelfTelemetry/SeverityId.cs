namespace Feedline;

/// <summary>The stable ids of severities and states, as telemetry writes them.</summary>
internal static class SeverityId
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
}
