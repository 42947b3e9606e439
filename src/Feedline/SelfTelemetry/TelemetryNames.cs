namespace Feedline;

/// <summary>The names of what the engine tells about itself, in one place. They are documented and do not change.</summary>
internal static class TelemetryNames
{
    public const string Meter = "Feedline";
    public const string ActivitySource = "Feedline";
    public const string Evaluation = "feedline.evaluation";
    public const string EvaluationDuration = "feedline.evaluation.duration";
    public const string RuleDuration = "feedline.rule.duration";
    public const string RuleFailures = "feedline.rule.failures";
    public const string SourceFailures = "feedline.source.failures";
    public const string SinkFailures = "feedline.sink.failures";
    public const string Findings = "feedline.findings";
    public const string Samples = "feedline.samples";
    public const string Series = "feedline.series";
    public const string RuleId = "feedline.rule.id";
    public const string SourceType = "feedline.source.type";
    public const string SinkType = "feedline.sink.type";
    public const string FindingSeverity = "feedline.finding.severity";
    public const string FindingState = "feedline.finding.state";
    public const string SampleOutcome = "feedline.sample.outcome";
    public const string RulesEvaluated = "feedline.rules.evaluated";
    public const string RulesDeferred = "feedline.rules.deferred";
}
