namespace Feedline;

/// <summary>One condition of a rule as it is followed from run to run: first a candidate, then a finding.</summary>
internal sealed class FindingEntry(FindingKey key)
{
    private int _hits;
    private int _misses;
    private long _start = long.MaxValue;
    private long _end = long.MinValue;

    public FindingKey Key { get; } = key;

    /// <summary>The finding as it is now; null as long as the condition is only a candidate.</summary>
    public Finding? Finding { get; private set; }

    /// <summary>The round in which the condition was reported last.</summary>
    public long Round { get; set; }

    /// <summary>The condition was reported.</summary>
    /// <returns>True when that changed the finding; false while it is a candidate.</returns>
    public bool Hit(FindingDraft draft, RuleDescriptor rule, Layer layer, FindingSeverity? severity, int openAfter, long now)
    {
        _misses = 0;
        _hits++;
        _start = Math.Min(_start, draft.StartUnixNanoseconds);
        _end = Math.Max(_end, draft.EndUnixNanoseconds);
        if (Finding is null && _hits < openAfter)
            return false;

        Finding = new Finding
        {
            Rule = rule,
            Key = Key,
            State = Finding is null ? FindingState.Opened : FindingState.Ongoing,
            FailureMode = draft.FailureMode ?? rule.FailureMode,
            Layer = layer,
            Severity = severity ?? draft.Severity ?? rule.DefaultSeverity,
            Confidence = draft.Confidence,
            Subjects = DraftCheck.OrEmpty(draft.Subjects),
            Message = draft.Message,
            StartUnixNanoseconds = _start,
            EndUnixNanoseconds = _end,
            DetectedUnixNanoseconds = Finding?.DetectedUnixNanoseconds ?? now,
            Occurrences = _hits,
            Evidence = DraftCheck.OrEmpty(draft.Evidence),
            MissingInputs = DraftCheck.OrEmpty(draft.MissingInputs),
            Mitigations = DraftCheck.OrEmpty(draft.Mitigations),
        };
        return true;
    }

    /// <summary>The rule ran and did not report the condition.</summary>
    /// <returns>True when the condition needs no following any more: the candidate is gone, or the finding is resolved.</returns>
    public bool Miss(int resolveAfter)
    {
        if (Finding is null)
            return true;

        if (++_misses < resolveAfter)
            return false;

        Finding = Finding with { State = FindingState.Resolved };
        return true;
    }
}
