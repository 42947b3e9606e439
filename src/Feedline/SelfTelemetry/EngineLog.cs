using Microsoft.Extensions.Logging;

namespace Feedline;

/// <summary>The engine's log messages. Their ids are fixed: 1 to 99 findings, 100 to 199 rules, 200 to 299 sources and sinks.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(EventId = 1, EventName = "FindingOpened", Message = "{RuleId} opened in job '{Job}': {Finding}")]
    public static partial void FindingOpened(ILogger logger, LogLevel level, string ruleId, string job, string finding);

    [LoggerMessage(EventId = 2, EventName = "FindingResolved", Level = LogLevel.Information,
        Message = "{RuleId} resolved in job '{Job}' after {Occurrences} evaluations: {Finding}")]
    public static partial void FindingResolved(ILogger logger, string ruleId, string job, int occurrences, string finding);

    [LoggerMessage(EventId = 100, EventName = "RuleFailed", Level = LogLevel.Warning,
        Message = "Rule {RuleId} failed, {ConsecutiveFailures} times in a row")]
    public static partial void RuleFailed(ILogger logger, Exception exception, string ruleId, int consecutiveFailures);

    [LoggerMessage(EventId = 101, EventName = "RuleQuarantined", Level = LogLevel.Error,
        Message = "Rule {RuleId} is quarantined until {Until:O} after {ConsecutiveFailures} failures in a row")]
    public static partial void RuleQuarantined(ILogger logger, string ruleId, DateTimeOffset until, int consecutiveFailures);

    [LoggerMessage(EventId = 102, EventName = "RuleReleased", Level = LogLevel.Information,
        Message = "Rule {RuleId} runs again")]
    public static partial void RuleReleased(ILogger logger, string ruleId);

    [LoggerMessage(EventId = 200, EventName = "SourceFailed", Level = LogLevel.Error,
        Message = "Source {Source} failed; further failures in a row are not logged")]
    public static partial void SourceFailed(ILogger logger, Exception exception, string source);

    [LoggerMessage(EventId = 201, EventName = "SinkFailed", Level = LogLevel.Error,
        Message = "Sink {Sink} failed; further failures in a row are not logged")]
    public static partial void SinkFailed(ILogger logger, Exception exception, string sink);
}
