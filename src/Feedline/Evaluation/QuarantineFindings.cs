namespace Feedline;

/// <summary>Makes findings of quarantined rules: while a rule is left out, nobody looks for what it finds.</summary>
internal sealed class QuarantineFindings(RuleExecutionOptions options, FindingBook book)
{
    private readonly bool _enabled = options.Enabled;
    private readonly RuleFindings _findings = new(EngineRules.RuleQuarantined, options, book);

    /// <summary>Takes in that a rule failed and is quarantined.</summary>
    public void Report(RuleSlot rule, Exception fault, long now)
    {
        if (!_enabled)
            return;

        Quarantine quarantine = rule.Quarantine;
        var draft = new FindingDraft
        {
            Job = "",
            Message = $"Rule {rule.Descriptor.Id} ({rule.Descriptor.Title}) failed {quarantine.ConsecutiveFailures} times in a row and is "
                + $"left out until {UnixTime.ToDateTimeOffset(quarantine.Until):O}: {fault.GetType().Name}: {fault.Message}",
            StartUnixNanoseconds = Math.Min(quarantine.FirstFailure, now),
            EndUnixNanoseconds = now,
            Mitigations = [new Mitigation(MitigationKind.Investigate, "Read the failure in the engine's rule status and mend the rule.")],
        };
        _findings.Hit(KeyOf(rule), draft, rule.Descriptor.Layer, now);
    }

    /// <summary>Takes in that a rule runs again.</summary>
    public void Resolve(RuleSlot rule) => _findings.Miss(KeyOf(rule));

    private static FindingKey KeyOf(RuleSlot rule) => new(EngineRules.RuleQuarantined.Id, "", rule.Descriptor.Id);
}
