namespace Feedline;

/// <summary>What the engine itself finds: rule ids FL9xxx.</summary>
internal static class EngineRules
{
    /// <summary>
    /// A rule is quarantined. The finding's layer is that of the rule: the layer that nobody looks at meanwhile. It belongs to
    /// no job.
    /// </summary>
    public static RuleDescriptor RuleQuarantined { get; } = new(
        "FL9001",
        "A rule is quarantined",
        new FailureMode("rule-quarantine"),
        Layer.OrchestrationScheduler,
        FindingSeverity.Warning);
}
